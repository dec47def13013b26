import Actions

/// How a run of the program ended, as a shell sees it. A command that checks something returns it with its output; whatever else
/// goes wrong is thrown, and has the status of its kind.
///
/// Design, section 10.
enum ExitStatus: Int32, Comparable {
  case success = 0
  case diagnostics = 1
  case needsPerson = 2
  case contentMissing = 3
  case network = 4
  case usage = 64
  /// sysexits.h's EX_DATAERR: no registry, or made for a newer program.
  case notRegistry = 65
  case ownFailure = 70

  /// The higher, the worse.
  static func < (left: ExitStatus, right: ExitStatus) -> Bool { left.rawValue < right.rawValue }

  /// What kind of failure a command means that names a status alone.
  var kind: ActionFailure.Kind {
    switch self {
    case .success, .diagnostics, .needsPerson: .conflict
    case .contentMissing: .contentMissing
    case .network: .unavailable
    case .usage: .invalid
    case .notRegistry: .notRegistry
    case .ownFailure: .own
    }
  }

  /// What a failure of an action is to a shell.
  init(of kind: ActionFailure.Kind) {
    self =
      switch kind {
      case .notFound, .alreadyExists, .forbidden, .conflict: .diagnostics
      case .contentMissing: .contentMissing
      case .unavailable: .network
      case .invalid: .usage
      case .notRegistry: .notRegistry
      case .own: .ownFailure
      }
  }
}
