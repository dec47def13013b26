/// The version of both programs, which are installed together.
package enum ProgramVersion {
  package static let text = "0.1.0"
}
