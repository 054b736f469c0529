package org.cacheversions.internal.eclipselink;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.cacheversions.node.BadgeEntity;
import org.cacheversions.node.MemberEntity;
import org.cacheversions.node.OwnUnit;
import org.eclipse.persistence.jpa.PersistenceProvider;
import org.eclipse.persistence.tools.weaving.jpa.StaticWeaveProcessor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Attributes of entities that EclipseLink has woven, as it does on servers. */
final class MappedAttributesTest {

    @TempDir
    private Path directory;

    @Test
    void theIdOfALazyReferenceIsReadWithoutLoadingIt() throws Exception {
        Path woven = Files.createDirectories(directory.resolve("woven"));
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
        try (OwnUnit ignored =
                        new OwnUnit(directory, PersistenceProvider.class, url, MemberEntity.class, BadgeEntity.class);
                WovenFirst loader = new WovenFirst(woven.toUri().toURL())) {
            copy(MemberEntity.class);
            copy(BadgeEntity.class);
            StaticWeaveProcessor weaver = new StaticWeaveProcessor(directory.toFile(), woven.toFile());
            weaver.setPersistenceInfo(directory.toFile());
            weaver.setClassLoader(getClass().getClassLoader());
            weaver.performWeaving();
            Thread.currentThread().setContextClassLoader(loader);
            try (EntityManagerFactory unit = Persistence.createEntityManagerFactory(
                    OwnUnit.NAME, Map.of("eclipselink.weaving", "static", "eclipselink.classloader", loader))) {
                assertReadsIds(unit, loader);
            }
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    private static void assertReadsIds(EntityManagerFactory unit, ClassLoader loader) throws Exception {
        Class<?> badges = loader.loadClass(BadgeEntity.class.getName());
        Class<?> members = loader.loadClass(MemberEntity.class.getName());
        try (EntityManager entityManager = unit.createEntityManager()) {
            entityManager.getTransaction().begin();
            entityManager
                    .createNativeQuery("INSERT INTO memberentity(id) VALUES (42)")
                    .executeUpdate();
            entityManager
                    .createNativeQuery("INSERT INTO badgeentity(id, member_id) VALUES (1, 42), (2, NULL)")
                    .executeUpdate();
            entityManager.getTransaction().commit();
            Function<Object, @Nullable Object> member =
                    Objects.requireNonNull(MappedAttributes.of(unit, badges, List.of("member")));
            Object badge = entityManager.find(badges, 1L);
            assertThat(member.apply(badge)).isEqualTo(42L);
            assertThat(unit.getPersistenceUnitUtil().isLoaded(badge, "member")).isFalse();
            assertThat(member.apply(entityManager.find(badges, 2L))).isNull();
            badges.getMethod("giveTo", members).invoke(badge, entityManager.find(members, 42L));
            assertThat(member.apply(badge)).isEqualTo(42L);
        }
    }

    private void copy(Class<?> type) throws IOException {
        String name = type.getName().replace('.', '/') + ".class";
        Path to = directory.resolve(name);
        Files.createDirectories(to.getParent());
        try (InputStream bytes = type.getClassLoader().getResourceAsStream(name)) {
            Files.write(to, Objects.requireNonNull(bytes).readAllBytes());
        }
    }

    /** Loads the woven classes, and all others from its parent. */
    private static final class WovenFirst extends URLClassLoader {

        WovenFirst(URL woven) {
            super(new URL[] {woven}, Thread.currentThread().getContextClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.equals(BadgeEntity.class.getName()) && !name.equals(MemberEntity.class.getName())) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> known = findLoadedClass(name);
                return known == null ? findClass(name) : known;
            }
        }
    }
}
