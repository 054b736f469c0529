package org.cacheversions.example.permissions;

public record Rule(long categoryId, Access access) {}
