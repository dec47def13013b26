/// The colours that somebody chose in place of the system's.
package enum Theme: String, Sendable {
  case light, dark
}
