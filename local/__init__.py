"""The one-process host: HTTP, WebSocket and Server-Sent Events in, behind them the handlers of AWS."""
