package org.cacheversions.example.bans;

import java.time.LocalDateTime;

public record Ban(long userId, String reason, LocalDateTime since) {}
