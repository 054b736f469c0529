package org.cacheversions.example.threads;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import java.time.LocalDateTime;

@Entity
@Table(name = "post")
class PostRow {
    @Id
    @GeneratedValue(generator = "post_id")
    @SequenceGenerator(name = "post_id", sequenceName = "post_id", initialValue = 10_000_000)
    Long id;

    @Column(name = "thread_id")
    long threadId;

    @Column(name = "author_id")
    long authorId;

    @Column(length = 2000)
    String content;

    LocalDateTime written;

    protected PostRow() {}

    PostRow(long threadId, long authorId, String content, LocalDateTime written) {
        this.threadId = threadId;
        this.authorId = authorId;
        this.content = content;
        this.written = written;
    }
}
