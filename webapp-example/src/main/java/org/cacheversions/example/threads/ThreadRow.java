package org.cacheversions.example.threads;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;

@Entity
@Table(name = "forum_thread")
class ThreadRow {
    @Id
    @GeneratedValue(generator = "thread_id")
    @SequenceGenerator(name = "thread_id", sequenceName = "thread_id", initialValue = 10_000_000)
    Long id;

    @Column(name = "category_id")
    long categoryId;

    String title;

    protected ThreadRow() {}

    ThreadRow(long categoryId, String title) {
        this.categoryId = categoryId;
        this.title = title;
    }
}
