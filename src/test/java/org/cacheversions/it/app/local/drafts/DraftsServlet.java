package org.cacheversions.it.app.local.drafts;

import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.cacheversions.it.app.Reply;
import org.cacheversions.it.app.local.Jots;

/** Writes a draft, commits it, and publishes it in the other database or fails to. */
@WebServlet("/drafts")
public class DraftsServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Inject
    transient Jots jots;

    private transient EntityManagerFactory unit;

    @Override
    public void init() {
        unit = Persistence.createEntityManagerFactory("drafts");
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        long id = Long.parseLong(request.getParameter("id"));
        String text = request.getParameter("text");
        try (EntityManager entityManager = unit.createEntityManager()) {
            entityManager.getTransaction().begin();
            entityManager.persist(new Draft(id, text));
            entityManager.getTransaction().commit();
            if (request.getParameter("fail") == null) {
                jots.write(id, text);
            } else {
                jots.rollBack(id, text);
            }
            new Reply()
                    .with("text", jots.text(id))
                    .with(
                            "drafts",
                            entityManager
                                    .createQuery("select count(d) from Draft d where d.text = :text", Long.class)
                                    .setParameter("text", text)
                                    .getSingleResult())
                    .send(response);
        }
    }

    @Override
    public void destroy() {
        unit.close();
    }
}
