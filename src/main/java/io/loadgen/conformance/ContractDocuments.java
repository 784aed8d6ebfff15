package io.loadgen.conformance;

import java.util.List;

/**
 * The documents of a platform whose contract is checked. Filters, changes and documents are in MongoDB's extended JSON. Any thread;
 * blocks on the database, and a failure of it leaves as an unchecked exception of the ports of fixtures.
 */
public interface ContractDocuments {
    /**
     * Inserts a document.
     *
     * @param collection where
     * @param document with its {@code _id}
     */
    void insert(String collection, String document);

    /**
     * Changes one document.
     *
     * @param collection where
     * @param filter which
     * @param change by operators such as {@code $set}
     */
    void update(String collection, String filter, String change);

    /**
     * Reads documents.
     *
     * @param collection where
     * @param filter which
     * @return them, in relaxed extended JSON
     */
    List<String> find(String collection, String filter);

    /**
     * Removes documents.
     *
     * @param collection where
     * @param filter which
     */
    void remove(String collection, String filter);

    /**
     * Removes every document of a collection whose id begins with a prefix.
     *
     * @param collection where
     * @param prefix of the ids
     */
    void removeBeginningWith(String collection, String prefix);
}
