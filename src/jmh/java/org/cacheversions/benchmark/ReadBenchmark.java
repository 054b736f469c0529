package org.cacheversions.benchmark;

import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.cacheversions.databases.TestDatabase;
import org.cacheversions.internal.jpa.JpaVersionSource;
import org.cacheversions.internal.jpa.OwnTransaction;
import org.cacheversions.spi.VersionRow;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** The cost of reading the versions with a persistence unit, compared with the same SELECT with plain JDBC. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
@State(Scope.Benchmark)
public class ReadBenchmark {

    private CountingPool pool;
    private EntityManagerFactory eclipseLink;
    private EntityManagerFactory hibernate;
    private JpaVersionSource byEclipseLink;
    private JpaVersionSource byHibernate;

    /** Opens the units on in-memory H2, without a network. */
    @Setup
    public void open() throws SQLException {
        pool = CountingPool.of(TestDatabase.H2.withTable());
        VersionTable.fill(pool);
        eclipseLink = unit("eclipselink-local");
        hibernate = unit("hibernate-local");
        byEclipseLink = new JpaVersionSource(eclipseLink, new Direct());
        byHibernate = new JpaVersionSource(hibernate, new Direct());
    }

    private EntityManagerFactory unit(String name) {
        return Persistence.createEntityManagerFactory(name, Map.of("jakarta.persistence.nonJtaDataSource", pool));
    }

    @TearDown
    public void close() {
        eclipseLink.close();
        hibernate.close();
        pool.close();
    }

    @Benchmark
    public List<VersionRow> jdbc() throws SQLException {
        return VersionTable.read(pool);
    }

    @Benchmark
    public List<VersionRow> eclipseLink() {
        return byEclipseLink.read();
    }

    @Benchmark
    public List<VersionRow> hibernate() {
        return byHibernate.read();
    }

    private static final class Direct implements OwnTransaction {

        @Override
        public <T> T required(Supplier<T> work) {
            return work.get();
        }

        @Override
        public <T> T none(Supplier<T> work) {
            return work.get();
        }
    }
}
