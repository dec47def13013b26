import Access

extension Access {
  /// Tells a principal as much as it may know of what it may not do.
  ///
  /// - Throws: ``RequestError``.
  func require(of principal: Principal) throws(RequestError) {
    let isKnown = principal != .nobody
    switch self {
    case .allowed: return
    case .unknown: throw .unauthenticated
    case .hidden: throw isKnown ? RequestError.notFound : .unauthenticated
    case .forbidden: throw isKnown ? RequestError.forbidden : .unauthenticated
    }
  }
}
