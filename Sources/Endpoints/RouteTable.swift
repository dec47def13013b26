/// Routes, found by the segments of a path.
package struct RouteTable: Sendable {
  package let routes: [Route]
  private var root = Branch()

  private struct Branch: Sendable {
    var literals: [String: Branch] = [:]
    var one: [Branch] = []
    /// Routes that end here, by method, as places in `routes`.
    var ends: [HTTPMethod: Int] = [:]
    /// Routes that take the rest of the path.
    var rests: [HTTPMethod: Int] = [:]
  }

  /// What a path leads to.
  package enum Match: Sendable {
    case found(Route, captures: [String: String])
    /// There is the path, for other methods.
    case otherMethods([HTTPMethod])
    case none
  }

  /// - Precondition: no two routes have one method and one pattern.
  package init(_ routes: [Route]) {
    self.routes = routes
    for (index, route) in routes.enumerated() { Self.add(index, route, route.pattern.segments[...], to: &root) }
  }

  private static func add(
    _ index: Int, _ route: Route, _ segments: ArraySlice<RoutePattern.Segment>, to branch: inout Branch
  ) {
    switch segments.first {
    case nil:
      precondition(branch.ends.updateValue(index, forKey: route.method) == nil, "two routes \(route.pattern)")
    case .rest:
      precondition(branch.rests.updateValue(index, forKey: route.method) == nil, "two routes \(route.pattern)")
    case .literal(let text): add(index, route, segments.dropFirst(), to: &branch.literals[text, default: Branch()])
    case .one:
      if branch.one.isEmpty { branch.one = [Branch()] }
      add(index, route, segments.dropFirst(), to: &branch.one[0])
    }
  }

  /// Finds the route of a path: a literal segment before a captured one, and that before the rest.
  ///
  /// - Parameter path: percent-encoded.
  package func match(_ method: HTTPMethod, _ path: String) -> Match {
    // Empty segments are none of a path's rest: `a//b` must not become `a/b`.
    let parts = path.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
    var segments: [String] = []
    for part in parts {
      guard let decoded = PercentEncoding.decoded(part) else { return .none }
      segments.append(decoded)
    }
    if segments.last == "" { segments.removeLast() }
    var others: Set<HTTPMethod> = []
    var start = root
    // A repository that is not there must not be taken for a registry, whose pages have other methods.
    if segments.first?.hasSuffix(".git") ?? false { start.one = [] }
    guard let index = find(method, segments[...], in: start, &others) else {
      return others.isEmpty ? .none : .otherMethods(HTTPMethod.allCases.filter(others.contains))
    }
    let route = routes[index]
    var captures: [String: String] = [:]
    for (place, segment) in route.pattern.segments.enumerated() {
      switch segment {
      case .literal: break
      case .one(let name): captures[name] = segments[place]
      case .rest(let name): captures[name] = segments[place...].joined(separator: "/")
      }
    }
    return .found(route, captures: captures)
  }

  private func find(
    _ method: HTTPMethod, _ segments: ArraySlice<String>, in branch: Branch, _ others: inout Set<HTTPMethod>
  ) -> Int? {
    guard let first = segments.first else {
      if let index = branch.ends[method] ?? (method == .head ? branch.ends[.get] : nil) { return index }
      others.formUnion(branch.ends.keys)
      return nil
    }
    if let next = branch.literals[first], let index = find(method, segments.dropFirst(), in: next, &others) {
      return index
    }
    if !first.isEmpty, let next = branch.one.first,
      let index = find(method, segments.dropFirst(), in: next, &others)
    {
      return index
    }
    if let index = branch.rests[method] ?? (method == .head ? branch.rests[.get] : nil) { return index }
    others.formUnion(branch.rests.keys)
    return nil
  }
}
