package org.cacheversions.example.bans;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.LocalDateTime;

@Entity
@Table(name = "ban")
class BanRow {
    @Id
    @Column(name = "user_id")
    long userId;

    String reason;

    LocalDateTime since;

    protected BanRow() {}

    BanRow(long userId, String reason, LocalDateTime since) {
        this.userId = userId;
        this.reason = reason;
        this.since = since;
    }
}
