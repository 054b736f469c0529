package org.cacheversions.example.people;

public record User(long id, String name, boolean moderator) {}
