package org.cacheversions.example.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import org.cacheversions.example.categories.Category;
import org.cacheversions.example.categories.CategoryService;
import org.cacheversions.example.permissions.Access;
import org.cacheversions.example.threads.ThreadService;
import org.cacheversions.example.threads.ThreadSummary;

@Named
@RequestScoped
public class CategoryPage {
    @Inject
    Parameters parameters;

    @Inject
    Visitor visitor;

    @Inject
    CategoryService categories;

    @Inject
    ThreadService threads;

    private Category category;
    private Category section;
    private Access access;
    private List<ThreadSummary> latest;

    public void load() {
        category = Page.orNotFound(visitor.readable(categories.find(parameters.number("id"))));
        if (category != null) {
            section = categories.find(category.section()).orElseThrow();
            access = visitor.getPermissions().in(category.id());
            latest = threads.latest(category.id());
        }
    }

    public Category getCategory() {
        return category;
    }

    public Category getSection() {
        return section;
    }

    /** Whether the visitor may start a thread: in a category, not in a section. */
    public boolean isWritable() {
        return category.sectionId() != null && access.includes(Access.WRITE);
    }

    public Access getAccess() {
        return access;
    }

    public List<ThreadSummary> getLatest() {
        return latest;
    }
}
