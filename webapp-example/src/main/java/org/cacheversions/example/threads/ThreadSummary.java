package org.cacheversions.example.threads;

import java.time.LocalDateTime;

public record ThreadSummary(long id, long categoryId, String title, long posts, LocalDateTime latest) {}
