"""What `enqueue` does, written with the usual stack: what most handlers of its kind look like."""

from __future__ import annotations

import uuid
from typing import Any

import boto3
from aws_lambda_powertools import Logger, Metrics, Tracer
from aws_lambda_powertools.event_handler import APIGatewayHttpResolver
from pydantic import BaseModel, HttpUrl

logger = Logger(service="bench")
metrics = Metrics(namespace="Bench", service="bench")
tracer = Tracer(service="bench", disabled=True)
app = APIGatewayHttpResolver(enable_validation=True)
table = boto3.resource("dynamodb").Table("bench")
queue = boto3.client("sqs")


class Link(BaseModel):
    url: HttpUrl
    text: str | None = None
    html: str | None = None
    force: bool = False


class Item(BaseModel):
    id: str
    url: str
    status: str


@app.post("/api/queue")
def submit(link: Link) -> Item:
    item = Item(id=str(uuid.uuid4()), url=str(link.url), status="pending")
    table.put_item(Item=item.model_dump())
    queue.send_message(QueueUrl="https://sqs.eu-central-1.amazonaws.com/1/bench", MessageBody=item.id)
    return item


@logger.inject_lambda_context
@tracer.capture_lambda_handler
@metrics.log_metrics
def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    return app.resolve(event, context)
