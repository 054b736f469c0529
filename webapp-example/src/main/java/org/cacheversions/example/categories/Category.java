package org.cacheversions.example.categories;

/** A category; one without a section is a section itself. */
public record Category(long id, String name, Long sectionId) {

    public long section() {
        return sectionId == null ? id : sectionId;
    }
}
