package org.cacheversions.example.permissions;

record Rule(long categoryId, Access access) {}
