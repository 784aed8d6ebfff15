/**
 * Who may do what: tokens and roles, the guard against other web sites, the log of who changed what. Must not know what is done.
 */
@NullMarked
package io.loadgen.security;

import org.jspecify.annotations.NullMarked;
