/// The four kinds of git objects.
package enum ObjectKind: String, Sendable {
  case commit, tree, blob, tag
}
