import Rectification
import Testing

/// Who may sign, and who may decide about keys (trust.md, “Keys”).
@Suite("Key rules")
struct KeyRuleTests {
    static let standings: [(KeyStanding, Rule?)] = [
        (.practice, nil), (.live("A"), nil), (.none, .keyNone), (.locked("A"), .keyLocked),
        (.foreign("A"), .keyForeign), (.ofAnother("A", owner: "李四"), .keyOfAnother),
        (.notEnrolled("A"), .keyNotEnrolled), (.retired("A"), .keyRetired),
    ]

    @Test("an opinion takes the reviewer's own live key, unlocked", arguments: standings)
    func opinions(standing: KeyStanding, rule: Rule?) throws {
        let life = try Life.inReview()
        #expect(life.refusal(life.opinion(.inspection), by: World.inspector, in: World.context(key: standing)) == rule)
    }

    @Test("a seat is open to whoever has a live key, locked or not", arguments: standings)
    func seats(standing: KeyStanding, rule: Rule?) throws {
        var life = try Life.inReview()
        life.context = World.context(key: standing)
        #expect(life.refusal(.opine, by: World.inspector) == (rule == .keyLocked ? nil : rule))
    }

    @Test("the key stands in the opinion")
    func fingerprint() throws {
        let life = try Life.inReview()
        let events = try life.finding.decide(
            life.opinion(.inspection), by: Actor(World.inspector), in: World.context(key: .live("SHA256:x")))
        guard case .opined(let opined) = events.first else { throw Life.NotAFirstEvent() }
        #expect(opined.key == "SHA256:x")
    }

    static func context(
        _ actor: Person = World.admin, _ standing: KeyStanding = .live("root"), root: String? = "root", admins: Int = 2
    ) -> KeyContext {
        KeyContext(actor: actor, standing: standing, rootKey: root, administrators: admins)
    }

    /// 王五's keys: one retired, and then whatever is asked for.
    static func keys(_ events: PersonEvent...) -> PersonKeys {
        var keys = PersonKeys()
        for (index, event) in events.enumerated() { keys.evolve(event, of: World.inspector.id, at: index + 1) }
        return keys
    }

    static let offered = PersonEvent.keyOffered(key: "new", publicKey: "p")
    static let enrolled = PersonEvent.keyEnrolled(key: "new", signer: "root")
    static let retired = PersonEvent.keyRetired(key: "new", signer: "root", reason: nil)

    func rule(_ body: () throws(FindingRefusal) -> Void) -> Rule? {
        do throws(FindingRefusal) {
            try body()
            return nil
        } catch {
            return error.rule
        }
    }

    @Test("a key is offered by its owner, once; the first one is an administrator's and enrols itself")
    func offers() throws {
        func offer(_ context: KeyContext, known: Bool = false) -> Rule? {
            rule { () throws(FindingRefusal) in
                _ = try context.decideOffer("new", "p", isKnown: known, keys: PersonKeys())
            }
        }
        #expect(offer(Self.context(World.inspector, .none)) == nil)
        #expect(offer(Self.context(World.inspector, .none), known: true) == .keyKnown)
        #expect(offer(Self.context(World.inspector, .practice)) == .keyPractice)
        #expect(offer(Self.context(World.inspector, .none, root: nil)) == .role)
        let first = try Self.context(World.admin, .none, root: nil).decideOffer(
            "new", "p", isKnown: false, keys: PersonKeys())
        #expect(first == [Self.offered, .keyEnrolled(key: "new", signer: "new")])
        #expect(
            try Self.context(World.admin, .none).decideOffer("new", "p", isKnown: false, keys: PersonKeys()).count == 1)
    }

    @Test("an administrator enrols what was offered, with their own live key, one a person")
    func enrolments() throws {
        func enrol(_ context: KeyContext, _ keys: PersonKeys) -> Rule? {
            rule { () throws(FindingRefusal) in
                _ = try context.decideEnrolment(of: "new", person: World.inspector, keys: keys)
            }
        }
        #expect(enrol(Self.context(), Self.keys(Self.offered)) == nil)
        #expect(enrol(Self.context(), Self.keys()) == .keyNotOffered)
        #expect(enrol(Self.context(), Self.keys(Self.offered, Self.enrolled)) == .keySecond)
        #expect(enrol(Self.context(), Self.keys(Self.offered, Self.enrolled, Self.retired)) == .keyRetired)
        #expect(enrol(Self.context(World.office), Self.keys(Self.offered)) == .role)
        #expect(enrol(Self.context(World.admin, .locked("root")), Self.keys(Self.offered)) == .keyLocked)
        #expect(enrol(Self.context(World.admin, .practice), Self.keys(Self.offered)) == .keyPractice)
    }

    @Test("an administrator or the owner retires a live key, never the last one that could enrol another")
    func retirements() {
        func retire(_ context: KeyContext, _ keys: PersonKeys, of person: Person = World.inspector) -> Rule? {
            rule { () throws(FindingRefusal) in
                _ = try context.decideRetirement(of: "new", person: person, keys: keys, reason: nil)
            }
        }
        let live = Self.keys(Self.offered, Self.enrolled)
        #expect(retire(Self.context(), live) == nil)
        #expect(retire(Self.context(World.inspector, .live("new")), live) == nil)
        #expect(retire(Self.context(World.commissioner, .live("x")), live) == .role)
        #expect(retire(Self.context(), Self.keys(Self.offered)) == .keyNotLive)
        #expect(retire(Self.context(), Self.keys(Self.offered, Self.enrolled, Self.retired)) == .keyNotLive)
        #expect(retire(Self.context(admins: 1), live, of: World.admin) == .keyLastAdministrator)
        #expect(retire(Self.context(World.inspector, .locked("new")), live) == .keyLocked)
    }

    @Test("roles, seats and policy are an administrator's, and signed once there is a root key")
    func reference() {
        func change(_ context: KeyContext) -> Rule? {
            rule { () throws(FindingRefusal) in try context.admitsReferenceChange() }
        }
        #expect(change(Self.context(World.admin, .none, root: nil)) == nil)
        #expect(change(Self.context(World.admin, .practice, root: nil)) == nil)
        #expect(change(Self.context()) == nil)
        #expect(change(Self.context(World.admin, .locked("root"))) == .keyLocked)
        #expect(change(Self.context(World.admin, .none)) == .keyNone)
        #expect(change(Self.context(World.office)) == .role)
    }

    @Test("a key is valid between positions")
    func positions() throws {
        let key = try #require(Self.keys(Self.offered, Self.enrolled, Self.retired)["new"])
        #expect((1...4).map { key.isValid(at: $0) } == [false, false, false, false])
        let live = try #require(Self.keys(Self.offered, Self.enrolled)["new"])
        #expect((1...4).map { live.isValid(at: $0) } == [false, false, true, true])
        #expect(Self.keys(Self.offered)["new"]?.isValid(at: 9) == false)
    }
}
