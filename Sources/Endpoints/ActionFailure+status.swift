package import Actions

extension ActionFailure.Kind {
  /// The status with which HTTP says it.
  ///
  /// Source: RFC 9110, section 15.
  package var status: Int {
    switch self {
    case .notFound, .notRegistry: 404
    case .alreadyExists, .conflict, .contentMissing: 409
    case .invalid: 400
    case .forbidden: 403
    case .unavailable: 503
    case .own: 500
    }
  }
}
