/// Waits until a server listens at all its addresses.
actor StartedPorts {
  private var ports: [Int?]
  private let started: @Sendable ([Int]) async -> Void

  init(_ count: Int, _ started: @escaping @Sendable ([Int]) async -> Void) {
    ports = Array(repeating: nil, count: count)
    self.started = started
  }

  func note(_ port: Int, at index: Int) async {
    ports[index] = port
    let known = ports.compactMap { $0 }
    if known.count == ports.count { await started(known) }
  }
}
