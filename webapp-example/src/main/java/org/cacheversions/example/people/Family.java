package org.cacheversions.example.people;

import java.util.List;

/** A group with those that inherit from it. */
public record Family(Group group, List<Group> members) {}
