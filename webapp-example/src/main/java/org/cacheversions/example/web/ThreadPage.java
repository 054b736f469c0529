package org.cacheversions.example.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.Optional;
import org.cacheversions.example.categories.Category;
import org.cacheversions.example.categories.CategoryService;
import org.cacheversions.example.threads.Post;
import org.cacheversions.example.threads.ThreadService;
import org.cacheversions.example.threads.ThreadSummary;

@Named
@RequestScoped
public class ThreadPage {
    @Inject
    Parameters parameters;

    @Inject
    Visitor visitor;

    @Inject
    CategoryService categories;

    @Inject
    ThreadService threads;

    private ThreadSummary thread;
    private Category category;
    private List<Post> posts;
    private boolean writable;

    public void load() {
        Optional<ThreadSummary> found = threads.find(parameters.number("id"));
        category = Page.orNotFound(visitor.readable(found.flatMap(summary -> categories.find(summary.categoryId()))));
        if (category != null) {
            thread = found.orElseThrow();
            posts = threads.posts(thread.categoryId(), thread.id());
            writable = visitor.getPermissions().mayWrite(category.id());
        }
    }

    public ThreadSummary getThread() {
        return thread;
    }

    public Category getCategory() {
        return category;
    }

    public List<Post> getPosts() {
        return posts;
    }

    public boolean isWritable() {
        return writable;
    }
}
