package org.cacheversions.it.app.guarded;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.security.enterprise.authentication.mechanism.http.BasicAuthenticationMechanismDefinition;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.IdentityStore;
import java.util.Set;

/** Knows every caller by the name alone; the one called {@value #READER} has the role of that name. */
@ApplicationScoped
@BasicAuthenticationMechanismDefinition(realmName = "notes")
public class Callers implements IdentityStore {

    static final String READER = "reader";

    /** Returns the caller of a credential. */
    public CredentialValidationResult validate(UsernamePasswordCredential credential) {
        String caller = credential.getCaller();
        return new CredentialValidationResult(caller, caller.equals(READER) ? Set.of(READER) : Set.of());
    }
}
