/** Who may do what: credentials, signatures, permissions, and how a request is refused. */
package dev.dml.localcloud.access;
