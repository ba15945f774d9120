package import Rectification
package import Requests
internal import Wording

/// The forms of a meeting.
package enum MeetingForm: Hashable, Sendable {
    case open
    case add(Meeting.Kind)
    case seat
    case note(FindingNumber?)
    case rehear(FindingNumber)
    /// Disagreement or deferral of whoever sits there as it is opened; of nobody else, whoever sits there later.
    case opinion(FindingAction, FindingNumber, Meeting.Seat)
    case drop(FindingNumber)
    /// - Parameter left: what would be heard still.
    case adjourn(Meeting.Kind, left: [FindingNumber])
}

extension FormState {
    /// A form of the meeting, filled in with what is known.
    static func meeting(_ form: MeetingForm, _ state: UIState, reviewers: [Person] = []) -> FormState {
        let setting = state.setting
        let fields: [Field]
        switch form {
        case .open:
            let place = state.meeting.reply?.meetings.first?.place ?? setting.words["meeting.usualPlace"]
            fields =
                [
                    Field(
                        FormField("meeting-kind", .line),
                        choices: Meeting.Kind.allCases.map {
                            .init(code: $0.rawValue, words: setting.words["meetingKind.\($0.rawValue).heard"])
                        }, value: Meeting.Kind.closure.rawValue, setting),
                    Field(FormField("place", .line, required: true), value: place, setting),
                    Field(FormField("date", .day, required: true), value: state.today.description, setting),
                ]
                + setting.policy.parties.map { party in
                    seatField(party, reviewers, setting, seated: reviewers.first { $0.parties == [party.code] }?.id)
                } + agendaFields(setting)
        case .add: fields = agendaFields(setting)
        case .seat:
            fields = setting.policy.parties.map { party in
                seatField(
                    party, reviewers, setting,
                    seated: state.meeting.sheet?.meeting.seat(of: party.code)?.reviewer)
            }
        case .note: fields = [Field(FormField("text", .text, required: true), setting)]
        case .rehear: fields = [Field(FormField("reason", .line), setting)]
        case .opinion(let action, _, _):
            fields = action.fields.filter { $0.name != "party" }.map { field in
                let choices: [Field.Choice] =
                    field.name == "code" ? setting.policy.reasons.map { .init(code: $0.code, words: $0.words) } : []
                let days = action == .disagree ? 30 : 7
                return Field(
                    field, choices: choices,
                    value: field.kind == .day ? state.today.adding(days: days).description : "", setting)
            }
        case .drop, .adjourn: fields = []
        }
        return FormState(purpose: .meeting(form), fields: fields)
    }

    private static func seatField(
        _ party: Policy.Party, _ reviewers: [Person], _ setting: BoardSetting, seated: PersonID?
    ) -> Field {
        let able = reviewers.filter { $0.parties.contains(party.code) }
        let nobody = Field.Choice(code: "", words: setting.words["meeting.nobody"])
        return Field(
            FormField("seat-" + party.code.description, .line),
            choices: [nobody]
                + able.map {
                    .init(
                        code: $0.id.description,
                        words: [$0.name, $0.organisation?.name].compactMap { $0 }.joined(separator: " · "))
                },
            value: seated?.description ?? "", setting)
    }

    /// Which findings in review come on the agenda.
    private static func agendaFields(_ setting: BoardSetting) -> [Field] {
        let words = setting.words
        let yes = [
            Field.Choice(code: "", words: words["form.any"]), Field.Choice(code: "yes", words: words["form.yes"]),
        ]
        return [
            Field(FormField("numbers", .line), setting), Field(FormField("unit", .reference(.unit)), setting),
            Field(FormField("round", .line), setting),
            Field(FormField("starred", .line), choices: yes, setting),
            Field(FormField("listed", .line), choices: yes, setting),
            Field(FormField("second-round", .line), choices: yes, setting),
        ]
    }

    /// The seats of the form: `nil` for one that stays empty.
    func seats(_ policy: Policy) -> [MeetingSeatDraft] {
        policy.parties.compactMap { party in
            guard let field = fields.first(where: { $0.name == "seat-" + party.code.description }) else { return nil }
            return MeetingSeatDraft(
                party: party.code.description, person: field.value.isBlank ? nil : field.value)
        }
    }
}

extension MeetingForm {
    /// Under which name its draft is kept: what one reviewer wrote is offered to no other.
    var draftKey: String? {
        switch self {
        case .open: "meeting-open"
        case .add: "meeting-add"
        case .note(let number): ["meeting-note", number?.description].compactMap { $0 }.joined(separator: "-")
        case .rehear(let number): "meeting-rehear-\(number)"
        case .opinion(let action, let number, let seat):
            "meeting-\(action.rawValue)-\(number)-\(seat.party)-\(seat.reviewer)"
        case .seat, .drop, .adjourn: nil
        }
    }

    /// What a draft is called to a person; `nil` for a key that is none of a meeting's.
    static func name(ofDraft key: String, _ words: Catalogue) -> String? {
        let parts = key.split(separator: "-").map(String.init)
        guard parts.count > 1, parts[0] == "meeting" else { return nil }
        let isOpinion = FindingAction(rawValue: parts[1]) != nil
        let name = words[isOpinion ? "action.\(parts[1])" : "meetingForm.\(parts[1])"]
        return parts.count > 2 ? "#\(parts[2]) " + name : name
    }

    func title(_ words: Catalogue) -> String {
        switch self {
        case .open: words["meetingForm.open"]
        case .add(let kind):
            words["meetingForm.add"] + words["list.colon"] + words["meetingKind.\(kind.rawValue).takes"]
        case .seat: words["meetingForm.seat"]
        case .note(let number):
            [number.map { "#\($0)" }, words["meetingForm.note"]].compactMap { $0 }.joined(separator: " ")
        case .rehear(let number): "#\(number) " + words["meetingForm.rehear"]
        case .opinion(let action, let number, let seat):
            "#\(number) " + words["action.\(action.rawValue)"] + " · " + seat.name
        case .drop(let number): words.text("meetingForm.drop", ["number": number.description])
        case .adjourn(let kind, let left) where left.isEmpty:
            words[kind.votes ? "meetingForm.adjourn" : "meetingForm.adjourn.talk"]
        case .adjourn(let kind, let left):
            words.text(
                kind.votes ? "meetingForm.adjourn.left" : "meetingForm.adjourn.talk.left",
                [
                    "count": String(left.count),
                    "numbers": left.prefix(6).map { "#\($0)" }.joined(separator: " ") + (left.count > 6 ? " …" : ""),
                ])
        }
    }
}
