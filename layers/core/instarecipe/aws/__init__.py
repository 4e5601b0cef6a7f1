"""The engine on AWS: DynamoDB, SQS, S3 and API Gateway behind the ports of the low seam."""
