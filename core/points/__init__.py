"""Service points (服务工作室, 服务站, 服务点) and the counties they belong to (T/ZSM 4.1.1)."""
