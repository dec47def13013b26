import Access
import Actions
import Diagnostics
import Endpoints
import Git
import GitObjects
import Manifests
import RegistryStore
import Rules

/// The branches that differ from the protected one, as whoever may read the whole repository sees them.
struct OpenProposals {
  struct Branch: Hashable {
    let name: RefName
    let head: ObjectID
  }

  /// In natural order.
  let branches: [Branch]
  /// True for who may push.
  let mayWrite: Bool
  /// The protected branch, as people call it.
  let served: String
  private let reader: RegistryReader
  private let memory: ProposalMemory

  /// - Parameter served: the protected branch.
  init(in reader: RegistryReader, besides served: RefName, mayWrite: Bool, _ memory: ProposalMemory) throws {
    let base = reader.commit.id
    var branches: [Branch] = []
    for name in try reader.repository.branchNames() where name != served {
      guard let head = try reader.repository.target(of: name) else { continue }
      let isOpen = try memory.isOpen(head, on: base) {
        // One that has nothing in common is something else: a branch of pages, say.
        try !reader.repository.isAncestor(head, of: base) && reader.repository.mergeBase(base, head) != nil
      }
      if isOpen { branches.append(Branch(name: name, head: head)) }
    }
    self.branches = branches.sorted { NaturalOrder.precedes($0.name.text, $1.name.text) }
    self.mayWrite = mayWrite
    self.served = EscapedText.line(served.branch ?? "\(served)")
    self.reader = reader
    self.memory = memory
  }

  /// Nil for who may not read the whole repository: a branch holds all of it.
  init?(_ sight: Sight, of principal: Principal, besides served: RefName, _ memory: ProposalMemory) throws {
    guard sight.isTip, sight.registries == nil,
      try Access.ofRepository(principal, for: .read, at: sight.whole.snapshot) == .allowed
    else { return nil }
    let mayWrite = try Access.ofRepository(principal, for: .write, at: sight.whole.snapshot) == .allowed
    try self.init(in: sight.whole, besides: served, mayWrite: mayWrite, memory)
  }

  /// What tells these branches from others.
  var mark: String { branches.map { "\($0.name) \($0.head)" }.joined(separator: "\n") }

  /// - Throws: ``ActionFailure`` if there is no such branch; one that is merged is there.
  func branch(_ text: String) throws -> ProposedBranch {
    let name = RefName(branch: text)
    guard let name, let head = try reader.repository.target(of: name),
      let branch = try ProposedBranch(name, at: head, onto: reader.commit, in: reader.repository)
    else {
      throw ActionFailure.missing(
        "there is no branch '\(EscapedText.line(text))' to merge", text, branches.compactMap(\.name.branch))
    }
    return branch
  }

  func proposal(_ branch: Branch) throws -> ProposedBranch? {
    try ProposedBranch(branch.name, at: branch.head, onto: reader.commit, in: reader.repository)
  }

  /// The same judgement as that of `git registry review`.
  ///
  /// - Parameter actor: who merges it; nil if nobody says.
  func review(_ head: ObjectID, by actor: String? = nil) throws -> MergeReview {
    let scope = RevisionScope(repository: reader.repository, root: nil)
    return try MergeReview(of: "\(head)", into: "\(reader.commit.id)", by: actor, in: scope)
  }

  /// What a list says of a judgement; it is judged once.
  func verdict(of head: ObjectID, by actor: String? = nil) -> ProposalMemory.Verdict {
    memory.verdict(of: head, on: reader.commit.id, by: actor) {
      do {
        let review = try self.review(head, by: actor).review
        return .init(verdict: review.verdict, approvals: review.approvals, failure: nil)
      } catch {
        return .init(verdict: .invalid, approvals: [], failure: ActionFailure(error).message)
      }
    }
  }

  /// More than these are not judged for one page.
  static let judgedAtMost = 20

  /// Those that need an approval which somebody can give.
  func waiting(for member: String) -> [Branch] {
    guard mayWrite else { return [] }
    return branches.prefix(Self.judgedAtMost).filter { branch in
      guard case .needsPerson = verdict(of: branch.head).verdict else { return false }
      return !verdict(of: branch.head).approvals.isEmpty && verdict(of: branch.head, by: member).verdict != .invalid
    }
  }
}
