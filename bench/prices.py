"""US dollars of us-east-1, on demand, without any free tier, as AWS's price pages said on 2026-11-01."""

from __future__ import annotations

MILLION = 1_000_000
PRICES = {
    "dynamodb.write": 0.625 / MILLION,
    "dynamodb.read": 0.125 / MILLION,
    "lambda.gb_second": 0.0000133334,  # arm64
    "lambda.request": 0.20 / MILLION,
    "http_api.request": 1.00 / MILLION,
    "websocket.message": 1.00 / MILLION,
    "websocket.minute": 0.25 / MILLION,
    "sqs.request": 0.40 / MILLION,
    "s3.put": 0.005 / 1_000,
    "s3.get": 0.0004 / 1_000,
    "logs.gigabyte": 0.50,
}
PER_MONTH = {"alarm": 0.10, "composite": 0.50, "metric": 0.30, "dashboard": 3.00}
"""An alarm for each metric it reads. Ten alarms, ten metrics and three dashboards of an account are free."""

CALL_SECONDS = {
    "dynamodb.GetItem": 0.004,
    "dynamodb.BatchGetItem": 0.005,
    "dynamodb.Query": 0.005,
    "dynamodb.PutItem": 0.006,
    "dynamodb.TransactWriteItems": 0.014,
    "sqs.request": 0.008,
    "s3.put": 0.030,
    "s3.get": 0.020,
    "websocket.message": 0.012,
}
"""What a function waits for each call within its region; rough medians, since no account is measured here."""
MODEL_SECONDS, OTHER_SECONDS = 4.0, 0.9
"""What it waits for the model of one recipe, and for its post, picture and recipe manager."""
REPORT_BYTES = 700
"""Of Lambda's own two lines on a call, `platform.start` and `platform.report` with the ids of a trace."""
VCPU_MB = 1_769
"""Megabytes of memory that come with one processor."""
