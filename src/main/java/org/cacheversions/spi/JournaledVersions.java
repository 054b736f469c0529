package org.cacheversions.spi;

import java.util.List;

/**
 * The versions of all caches, and records of the journal up to them. Immutable and thread-safe.
 *
 * @param rows the versions
 * @param journal the records that were asked for, in any order, perhaps with later ones
 */
public record JournaledVersions(List<VersionRow> rows, List<JournalRecord> journal) {}
