package org.cacheversions.internal.cdi;

import java.io.Serializable;
import java.util.List;
import org.cacheversions.spi.CacheFigures;
import org.jspecify.annotations.Nullable;

/** Injected figures. After deserialisation, maybe on another node, they are those of that node. Thread-safe. */
final class InjectedFigures implements CacheFigures, Serializable {

    private static final long serialVersionUID = 1L;

    private transient volatile @Nullable CacheFigures figures;

    InjectedFigures(CacheFigures figures) {
        this.figures = figures;
    }

    private CacheFigures figures() {
        CacheFigures known = figures;
        if (known == null) {
            known = CacheRuntime.current().engine().figures().stats();
            figures = known;
        }
        return known;
    }

    @Override
    public List<OfMethod> methods() {
        return figures().methods();
    }

    @Override
    public List<OfCache> caches() {
        return figures().caches();
    }

    @Override
    public long versionsAgeNanos() {
        return figures().versionsAgeNanos();
    }

    @Override
    public boolean canReadVersions() {
        return figures().canReadVersions();
    }
}
