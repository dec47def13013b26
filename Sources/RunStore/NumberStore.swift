/// Numbers by which clients know things that have names here: each is given once, and never to anything else.
///
/// A space is a set of names that are numbered together.
package protocol NumberStore: Sendable {
  /// The numbers of names, in their order. A name that has none gets the next one of its space.
  ///
  /// - Parameter last: new numbers are greater than it.
  func numbers(of names: [String], in space: String, after last: Int64) async throws(RunStoreError) -> [Int64]

  /// The name that has a number; nil if none has.
  func name(of number: Int64, in space: String) async throws(RunStoreError) -> String?

  /// All names of a space with their numbers.
  func numbers(in space: String) async throws(RunStoreError) -> [String: Int64]

  /// Gives a name another number, in place of the one that it has.
  ///
  /// - Throws: `alreadyExists` if another name has it.
  func setNumber(_ number: Int64, of name: String, in space: String) async throws(RunStoreError)
}
