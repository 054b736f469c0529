package org.cacheversions.example.people;

public record Group(long id, String name, Long parentId) {}
