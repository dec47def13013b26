package import Git
import Glibc

/// One line that git writes to a pre-receive hook: what the client wants of one reference.
///
/// The old value is the client's claim; the true one is read from the repository.
package struct RefUpdate: Hashable, Sendable {
  /// Nil for the zero id: the reference is to be made.
  package let old: ObjectID?
  /// Nil for the zero id: the reference is to be deleted.
  package let new: ObjectID?
  package let name: RefName

  /// Parses the lines that git writes to a pre-receive hook's standard input.
  ///
  ///     <old-oid> SP <new-oid> SP <ref-name> LF        one line a ref; the zero oid means created or deleted
  ///
  /// - Returns: the updates in git's order, at least one.
  /// - Throws: ``PushError/malformedLine(number:)`` with the 1-based line number, ``PushError/empty``.
  ///
  /// Source: githooks(5), "pre-receive".
  package static func parse(_ input: [UInt8]) throws(PushError) -> [RefUpdate] {
    var lines: [ArraySlice<UInt8>] = []
    var rest = input[...]
    while !rest.isEmpty {
      guard let end = rest.firstIndex(of: UInt8(ascii: "\n")) else { throw .malformedLine(number: lines.count + 1) }
      lines.append(rest[..<end])
      rest = rest[(end + 1)...]
    }
    return try parse(lines: lines)
  }

  /// The same, from lines without their ends.
  static func parse(lines: [ArraySlice<UInt8>]) throws(PushError) -> [RefUpdate] {
    var updates: [RefUpdate] = []
    for line in lines {
      let parts = line.split(separator: UInt8(ascii: " "), maxSplits: 2, omittingEmptySubsequences: false)
      guard parts.count == 3, let old = ObjectID(hex: parts[0]), let new = ObjectID(hex: parts[1]),
        let name = RefName(bytes: parts[2])
      else { throw .malformedLine(number: updates.count + 1) }
      updates.append(RefUpdate(old: old == .zero ? nil : old, new: new == .zero ? nil : new, name: name))
    }
    guard !updates.isEmpty else { throw .empty }
    return updates
  }
}

/// What makes a push unreadable; it is refused whole.
package enum PushError: Error, Hashable, CustomStringConvertible {
  case malformedLine(number: Int)
  case empty
  case unreadable(String)
  case namespace(String)
  case arguments

  /// A namespace shows the client other references than those that are judged here.
  static func refuseNamespace() throws(PushError) {
    guard let namespace = getenv("GIT_NAMESPACE").map({ String(cString: $0) }), !namespace.isEmpty else { return }
    throw .namespace(namespace)
  }

  package var description: String {
    switch self {
    case .arguments: "the hook has wrong arguments; install it again: git registry hook install"
    case .empty: "the hook got no lines to judge"
    case .unreadable(let reason): "the hook's input cannot be read: \(reason)"
    case .namespace(let name): "GIT_NAMESPACE is '\(name)', but a registry repository has no namespaces"
    case .malformedLine(let number): "line \(number) of the hook's input is not '<old> <new> <ref>'"
    }
  }
}
