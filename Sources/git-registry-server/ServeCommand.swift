import Access
import Actions
import ArgumentParser
import Diagnostics
import Endpoints
import Files
import Git
import GitLabAPI
import Glibc
import MLflowAPI
import RunStore
import ServeOptions
import Serving
import SignIn
import Synchronization
import Web
import Webhooks

/// `git registry serve`: for the person whose repository it is, or for a team.
struct ServeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "Serve registries; see git registry serve --help.")

  @OptionGroup var options: ServeOptions

  func run() throws {
    var options = options
    if let path = options.config { try ServerSettings(readFrom: path).fill(&options) }
    ServerLog.begin(options.log ?? .text)
    guard options.root == nil || options.path == nil else {
      throw ValidationError("--root names the folder of the repositories; leave out '\(options.path ?? "")'")
    }
    if options.listIDs { return try ProjectList(options).show() }
    let certificate = try Self.certificate(options)
    let listen = options.listen.isEmpty ? ["127.0.0.1:5000"] : options.listen
    let addresses = try listen.map { try ListenAddress($0) }
    let isTeam = options.root != nil || addresses.contains { !$0.isLoopback }
    Self.raiseDescriptors()
    let metrics = RequestMetrics()
    let signIn = try SignInSettings(options.signIn)
    let opened = try Self.open(options, isTeam: isTeam, signIn, metrics)
    let isPrivate = addresses.allSatisfy(\.isLoopback)
    if isTeam, !signIn.letsOthersIn { try Self.requireTokens(opened, options, mayHaveNone: isPrivate) }
    if !isPrivate, certificate == nil {
      Console.warn("tokens cross the network as plain text; add --tls-cert and --tls-key")
    }
    let hosts = Hosts(options.host + addresses.map(\.host))
    let scheme = certificate == nil ? "http" : "https"
    let jobs = try Self.jobs(options)
    let places = opened.map { ProjectPlaces.place(of: $0.repository) }
    let numbers = try ProjectPlaces.numbers(places, lockedIn: opened[0].repository.folder)
    let mounts = zip(opened, places).map {
      Mounts(
        $0.repository, options, jobs, numbers.projects(of: $1),
        base: $0.name == nil ? "" : "/" + $0.repository.organization,
        scheme: scheme)
    }
    // Their work ends with them.
    defer { withExtendedLifetime(mounts) {} }
    let notes = options.log == .json
    let webhooks = try Self.webhooks(options, opened)
    defer { webhooks.work.forEach { $0.cancel() } }
    let front = try Self.front(opened, mounts, signIn, hosts, metrics, webhooks.metrics, notes: notes)
    try serve(front, addresses, certificate, signIn.proxy, opened, mayMove: options.listen.isEmpty)
  }

  /// Tells receivers what happens, from what they know on.
  private static func webhooks(
    _ options: ServeOptions, _ opened: Opened
  ) throws -> (work: [Task<Void, Never>], metrics: WebhookMetrics) {
    let metrics = WebhookMetrics()
    var work: [Task<Void, Never>] = []
    for target in try WebhookSettings.targets(options) {
      for (_, place) in opened {
        let delivery = WebhookDelivery(
          to: target, from: place.served, of: place.organization, marked: place.mark, keptIn: place.folder,
          counting: metrics, log: { Console.warn($0) })
        let outcome = Waited<Result<Void, any Error>>()
        Task {
          do { outcome.set(.success(try await delivery.begin())) } catch { outcome.set(.failure(error)) }
        }
        do { try outcome.wait().get() } catch {
          throw ValidationError("what webhooks were sent cannot be noted: \(error)")
        }
        work.append(Task { await delivery.run() })
      }
    }
    return (work, metrics)
  }

  /// Beyond this machine, somebody must be able to come in: else the server was set up wrongly.
  private static func requireTokens(_ opened: Opened, _ options: ServeOptions, mayHaveNone: Bool) throws {
    let places = try opened.filter { try !$0.repository.hasTokens() }.map { name, _ in
      EscapedText.line(name.map { "\(options.root ?? ".")/\($0).git" } ?? options.path ?? ".")
    }
    let texts = places.map {
      "no member of '\($0)' has a token; make one first: git registry -C \($0) token create MEMBER"
    }
    if places.count == opened.count, !mayHaveNone { throw ValidationError("nobody could come in: \(texts[0])") }
    texts.forEach { Console.warn($0) }
  }

  private typealias Opened = [(name: String?, repository: OpenedRepository)]

  private static func open(
    _ options: ServeOptions, isTeam: Bool, _ signIn: SignInSettings, _ metrics: RequestMetrics
  ) throws -> Opened {
    let threads = WorkerThreads(8)
    var opened: Opened = []
    for (name, path, data) in try repositories(options) {
      let repository = try OpenedRepository(
        path, data: data, quota: options.quota?.bytes, isTeam: isTeam, issuers: signIn.issuers,
        sessions: opened.first?.repository.runs, counting: metrics, on: threads)
      opened.append((name, repository))
    }
    return opened
  }

  /// What is to be served: the name of each in the folder of all, nil for the only one; where it is, and where its runs are kept if that was
  /// said.
  static func repositories(_ options: ServeOptions) throws -> [(name: String?, path: String, data: String?)] {
    let data = options.data.map { absolute($0) }
    guard let root = options.root else { return [(nil, options.path ?? ".", data)] }
    let names = FileSystem.names(in: root).filter { $0.hasSuffix(".git") }.map { String($0.dropLast(4)) }.sorted()
    guard !names.isEmpty else {
      throw ValidationError("there is no repository NAME.git in '\(EscapedText.line(root))'")
    }
    return names.map { name in (name, "\(root)/\(name).git", data.map { "\($0)/\(name)" }) }
  }

  /// What addresses of the server itself begin with.
  private static let ownNames: Set = ["registries", "api", "healthz", "readyz", "metrics", "-"]

  private static func front(
    _ opened: Opened, _ mounts: [Mounts], _ signIn: SignInSettings, _ hosts: Hosts, _ metrics: RequestMetrics,
    _ webhooks: WebhookMetrics, notes: Bool
  ) throws -> Front {
    let threads = WorkerThreads(8)
    let stores = opened.map(\.repository.runs)
    // The same for each, and at the root: an organization has nothing that is for everybody, so that nobody learns of it.
    let service =
      Health.routes + OpenAPI.routes(of: mounts[0].described) + SchemaFiles().routes + WebMount.assetRoutes
      + ServiceRoutes.routes(
        opened.map(\.repository.served), metrics,
        more: {
          [
            .init("syncs_total", "Times that the disk was waited for.", SyncCount.value),
            .init("webhook_deliveries_total", "Messages that receivers took.", webhooks.delivered),
            .init("webhook_failures_total", "Attempts to send a message that failed.", webhooks.failed),
          ]
        }
      ) {
        for store in stores { if (try? await store.tokens()) == nil { return false } }
        return true
      }
      + SignInMount(
        signIn.provider, opened[0].repository.runs, members: opened.map(\.repository.served),
        now: { Clock.millisecondsSince1970() }
      ).routes
    let noting: @Sendable (RequestRecord) -> Void = { ServerLog.note($0) }
    let note = notes ? noting : nil
    func dispatcher(_ index: Int, _ more: [Route]) -> Dispatcher {
      Dispatcher(
        mounts[index].routes + more, forms: Mounts.forms, for: opened[index].repository.served,
        opened[index].repository.doorkeeper, hosts, on: threads, counting: metrics, projects: mounts[index].projects,
        log: { Console.log($0) }, noting: note)
    }
    if opened.count == 1, opened[0].name == nil { return Front(dispatcher(0, service)) }
    var sites: [Front.Site] = []
    for (index, place) in opened.enumerated() {
      let organization = place.repository.organization
      guard !Self.ownNames.contains(organization) else {
        throw ValidationError(
          "organization '\(organization)' of '\(place.repository.gitName)' cannot be served: the server's own addresses begin so"
        )
      }
      if sites.contains(where: { $0.organization == organization }) {
        throw ValidationError(
          "two repositories are of organization '\(EscapedText.line(organization))', whose name is part of their addresses"
        )
      }
      sites.append(
        Front.Site(
          organization: organization, repository: place.repository.gitName, dispatcher(index, []),
          projects: mounts[index].projects))
    }
    let root = WebRoot(
      opened.map { WebRoot.Place(organization: $1.organization, $1.served, $1.doorkeeper) },
      hasSignIn: signIn.provider != nil)
    // Knows nobody: what belongs to no repository looks as one does that nothing is told of.
    let form = ErrorForm(under: RoutePattern("/{organization}" + MLflowMount.prefix), MLflowMount.form.response)
    return Front(
      sites,
      Dispatcher(
        service + root.routes, forms: Mounts.forms.prefix(1) + [form] + Mounts.forms.dropFirst(), for: nil,
        Doorkeeper(), hosts, on: threads, counting: metrics,
        log: { Console.log($0) }, noting: note))
  }

  private func serve(
    _ front: Front, _ addresses: [ListenAddress], _ certificate: ServerCertificate?, _ proxy: TrustedProxy?,
    _ opened: Opened, mayMove: Bool
  ) throws {
    let server: Server
    do { server = try Server(front, ServerLimits(), certificate, proxy) } catch { throw ValidationError("\(error)") }
    let scheme = certificate == nil ? "http" : "https"
    let (email, secret) = (opened[0].repository.email, opened[0].repository.secret)
    let ticket = opened[0].repository.ticket?.text
    let names = opened.compactMap { $0.name == nil ? nil : $0.repository.organization }
    let hosts = addresses.map(\.text)
    // Without --listen, the next port if one is taken.
    let attempts = mayMove ? 20 : 1
    for attempt in 0..<attempts {
      let places = addresses.map { (host: $0.host, port: $0.port + attempt) }
      let outcome = Waited<(any Error)?>()
      let isListening = Atomic(false)
      Task {
        do {
          try await server.run(at: places) { ports in
            isListening.store(true, ordering: .relaxed)
            let urls = zip(hosts, ports).map { "\(scheme)://\($0):\($1)" }
            Self.greet(urls, email, secret, ticket, names)
          }
          outcome.set(nil)
        } catch { outcome.set(error) }
      }
      guard let error = outcome.wait() else { break }
      if isListening.load(ordering: .relaxed) || attempt == attempts - 1 {
        let wanted = places.map { "\($0.host):\($0.port)" }.joined(separator: ", ")
        throw ValidationError("cannot listen on \(wanted): \(error)")
      }
    }
    withExtendedLifetime(opened) {}
  }

  private static func greet(
    _ urls: [String], _ email: String, _ secret: String?, _ ticket: String?, _ names: [String]
  ) {
    let place = urls.joined(separator: ", ")
    guard let secret else {
      let path = names.isEmpty ? "" : "/ORGANIZATION"
      let what = names.isEmpty ? "" : ": \(names.map { EscapedText.line($0) }.joined(separator: ", "))"
      Console.say(
        """
        serving at \(place)\(what)

          export MLFLOW_TRACKING_URI=\(urls[0])\(path)/registries/REGISTRY
          export MLFLOW_TRACKING_TOKEN=…   from git registry token create MEMBER

        """)
      return
    }
    Console.say(
      """
      serving at \(place) as \(EscapedText.line(email)); stop with Ctrl-C

        export MLFLOW_TRACKING_URI=\(urls[0])/registries/REGISTRY
        export MLFLOW_TRACKING_TOKEN=\(secret)

      the pages, once by this address: \(urls[0])/-/sign-in?token=\(ticket ?? "")

      """)
  }

  private static func jobs(_ options: ServeOptions) throws -> JobLinks {
    guard let template = options.jobUrl else { return JobLinks() }
    do { return try JobLinks(template: template) } catch {
      throw ValidationError(
        "--job-url '\(EscapedText.line(template))': \(error); write https://gitlab.acme.org/{project_path}/-/jobs/{job_id}"
      )
    }
  }

  private static func certificate(_ options: ServeOptions) throws -> ServerCertificate? {
    switch (options.tlsCert, options.tlsKey) {
    case (nil, nil): return nil
    case (let chain?, let key?): return ServerCertificate(chain: chain, key: key)
    case (_?, nil): throw ValidationError("--tls-cert needs its key; add --tls-key FILE")
    case (nil, _?): throw ValidationError("--tls-key needs its certificate; add --tls-cert FILE")
    }
  }

  /// A connection takes a descriptor, and the usual limit is for programs that have a few files open.
  private static func raiseDescriptors() {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return }
    limit.rlim_cur = limit.rlim_max
    setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
  }

  static func absolute(_ path: String) -> String {
    guard !path.hasPrefix("/") else { return path }
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    guard let folder = getcwd(&buffer, buffer.count) else { return path }
    return String(cString: folder) + "/" + path
  }
}
