package org.cacheversions.internal.cdi;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.cacheversions.VersionedCache;
import org.cacheversions.internal.core.config.Configuration;
import org.jspecify.annotations.Nullable;

/** Checks, at deployment, the options that determine the lifetime of entries. */
final class LifetimeCheck {

    private LifetimeCheck() {}

    static List<String> problems(List<ScannedMethod> drafts, Configuration configuration) {
        List<String> problems = new ArrayList<>();
        for (ScannedMethod draft : drafts) {
            VersionedCache binding = draft.binding();
            if (draft.isAsynchronous() && !binding.staleOnError().isEmpty()) {
                problems.add(DeploymentMessages.notForStages(draft.id(), "staleOnError"));
            }
            if (draft.isRefreshed()) {
                Duration timeToLive = timeToLive(draft, configuration);
                refreshed(draft, timeToLive, problems);
                if (timeToLive != null && leavesRedisBefore(timeToLive, configuration)) {
                    problems.add(DeploymentMessages.goneBeforeRefresh(
                            draft.id(),
                            timeToLive.toString(),
                            configuration.redis().timeToLive().toString()));
                }
            }
        }
        return problems;
    }

    /** Returns {@code false} for {@code near}, where the heap still has the entry. */
    private static boolean leavesRedisBefore(Duration timeToLive, Configuration configuration) {
        return configuration.store().equals("redis")
                && configuration.redis().timeToLive().compareTo(timeToLive) < 0;
    }

    private static void refreshed(ScannedMethod draft, @Nullable Duration timeToLive, List<String> problems) {
        String ahead = draft.binding().refreshAhead();
        if (draft.isAsynchronous()) {
            problems.add(DeploymentMessages.notForStages(draft.id(), "refreshAhead"));
        }
        if (timeToLive == null || Configuration.duration(ahead).compareTo(timeToLive) >= 0) {
            problems.add(DeploymentMessages.nothingToRefresh(
                    draft.id(), ahead, timeToLive == null ? "not limited" : timeToLive.toString()));
        }
        if (Arrays.stream(draft.method().getParameterTypes()).anyMatch(Class::isArray)) {
            problems.add(DeploymentMessages.refreshWithArray(draft.id()));
        }
        if (!draft.lasting()) {
            problems.add(DeploymentMessages.refreshOfPassingBean(draft.id()));
        }
    }

    private static @Nullable Duration timeToLive(ScannedMethod draft, Configuration configuration) {
        String annotated = draft.binding().ttl();
        return annotated.isEmpty() ? configuration.timeToLiveOf(draft.caches()) : Configuration.duration(annotated);
    }
}
