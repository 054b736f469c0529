package org.cacheversions.it.app.memos;

import jakarta.persistence.CascadeType;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityListeners;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OneToMany;
import jakarta.persistence.Table;
import java.util.ArrayList;
import java.util.List;
import org.cacheversions.CacheInvalidationListener;
import org.cacheversions.InvalidatesCache;

/** Invalidates when it is written. */
@Entity
@Table(name = "it_memo")
@InvalidatesCache("memos")
@EntityListeners(CacheInvalidationListener.class)
public class Memo {

    @Id
    private long id;

    private String text;

    @OneToMany(cascade = CascadeType.ALL, orphanRemoval = true)
    @JoinColumn(name = "memo_id")
    private List<Remark> remarks = new ArrayList<>();

    protected Memo() {}

    Memo(long id, String text) {
        this.id = id;
        this.text = text;
    }

    void write(String text) {
        this.text = text;
    }

    List<Remark> remarks() {
        return remarks;
    }
}
