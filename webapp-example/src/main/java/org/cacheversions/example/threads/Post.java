package org.cacheversions.example.threads;

import java.time.LocalDateTime;

public record Post(long id, long authorId, String author, String content, LocalDateTime written) {}
