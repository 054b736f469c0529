package org.cacheversions.example.categories;

import java.util.List;

public record Section(Category category, List<Category> categories) {}
