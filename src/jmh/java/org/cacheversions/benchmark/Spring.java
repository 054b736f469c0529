package org.cacheversions.benchmark;

import com.github.benmanes.caffeine.cache.Caffeine;
import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.cache.caffeine.CaffeineCacheManager;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Spring's cache with Caffeine, with the same bound as the library's. */
@Configuration
@EnableCaching
public class Spring {

    @Bean
    CacheManager cacheManager() {
        CaffeineCacheManager manager = new CaffeineCacheManager("one", "three");
        manager.setCaffeine(Caffeine.newBuilder().maximumSize(100_000));
        return manager;
    }

    @Bean
    SpringBean springBean() {
        return new SpringBean();
    }
}
