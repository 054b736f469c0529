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

    static List<String> problems(List<ScannedMethod> methods, Configuration configuration) {
        List<String> problems = new ArrayList<>();
        for (ScannedMethod method : methods) {
            VersionedCache binding = method.binding();
            if (method.isAsynchronous() && !binding.staleOnError().isEmpty()) {
                problems.add(DeploymentMessages.notForStages(method.id(), "staleOnError"));
            }
            if (method.isRefreshed()) {
                Duration timeToLive = method.timeToLive(configuration);
                refreshed(method, timeToLive, problems);
                if (timeToLive != null && leavesRedisBefore(timeToLive, configuration)) {
                    problems.add(DeploymentMessages.goneBeforeRefresh(
                            method.id(),
                            timeToLive.toString(),
                            configuration.redis().timeToLive().toString()));
                }
            }
        }
        return problems;
    }

    /** Returns {@code false} for {@code near}, where the heap still has the entry. */
    private static boolean leavesRedisBefore(Duration timeToLive, Configuration configuration) {
        return configuration.store() == Configuration.Store.REDIS
                && configuration.redis().timeToLive().compareTo(timeToLive) < 0;
    }

    private static void refreshed(ScannedMethod method, @Nullable Duration timeToLive, List<String> problems) {
        String ahead = method.binding().refreshAhead();
        if (method.isAsynchronous()) {
            problems.add(DeploymentMessages.notForStages(method.id(), "refreshAhead"));
        }
        if (timeToLive == null || Configuration.duration(ahead).compareTo(timeToLive) >= 0) {
            problems.add(DeploymentMessages.nothingToRefresh(
                    method.id(), ahead, timeToLive == null ? "not limited" : timeToLive.toString()));
        }
        if (Arrays.stream(method.method().getParameterTypes()).anyMatch(Class::isArray)) {
            problems.add(DeploymentMessages.refreshWithArray(method.id()));
        }
        if (!method.lasting()) {
            problems.add(DeploymentMessages.refreshOfPassingBean(method.id()));
        }
    }
}
