using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using SegFunctions.Apis;

namespace SegFunctions.Tests.Apis;

public sealed class WireReaderTests
{
    /// <summary>Every record of every API that is named as a request.</summary>
    public static TheoryData<Type> Requests { get; } = [.. typeof(WireReader).Assembly.GetTypes().Where(type => type.Name.EndsWith("Request", StringComparison.Ordinal)
        && type.Namespace!.StartsWith("SegFunctions.Apis.", StringComparison.Ordinal))];

    [Fact]
    public void Reads_every_kind_of_field_by_its_name_on_the_wire()
    {
        var sample = Read("""
            {"text":"a","flag":true,"number":0.5,"whole":3.0,"time":"2026-03-07T12:00:00Z","texts":["b","c"],"parts":[{"x":1},{"x":2}],"beside":7,"unknown":[{}]}
            """);

        Assert.Equal(("a", true, 0.5, 3L, Specs.Now, 7L), (sample.Text, sample.Flag, sample.Number, sample.Whole, sample.Time, sample.Nested.Beside));
        Assert.Equal(["b", "c"], sample.Texts);
        Assert.Equal([1.0, 2.0], sample.Parts.Select(part => part.X));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"text":null,"flag":null,"number":null,"whole":null,"time":null,"texts":null,"parts":null,"beside":null}""")]
    public void What_is_absent_or_null_is_empty_or_nothing(string json)
    {
        var sample = Read(json);

        Assert.Equal(("", false, null, null, null, null), (sample.Text, sample.Flag, sample.Number, sample.Whole, sample.Time, sample.Nested.Beside));
        Assert.Empty(sample.Texts);
        Assert.Empty(sample.Parts);
    }

    [Fact]
    public void A_name_that_is_no_Unicode_is_as_unknown_as_any_other()
    {
        var sample = Read("""{"\ud800":1,"text":"a","text":"b","parts":[{"\udfff":2,"x":1}],"\ud800text":"c"}""");

        Assert.Equal(("b", 1.0, false), (sample.Text, sample.Parts[0].X, sample.Flag));
    }

    [Theory]
    [InlineData(@"\ud83d\ude00", true)]
    [InlineData(@"a\ud83d\ude00\n\u00e9", true)]
    [InlineData(@"\\ud83d", true)]
    [InlineData(@"\ud83d", false)]
    [InlineData(@"\ude00\ud83d", false)]
    [InlineData(@"\ud83da\ude00", false)]
    [InlineData(@"\ud83d\n", false)]
    [InlineData(@"\uD83D\ud83d\ude00", false)]
    public void Half_a_character_is_no_text_wherever_it_is(string escaped, bool isText)
    {
        Assert.Equal(isText ? "" : "text is not valid Unicode.", FaultOf($$"""{"text":"{{escaped}}"}"""));
        Assert.Equal(isText ? null : "texts has a name that is not valid Unicode.", Record.Exception(() => WireReader.ReadWhole<Outer>(Parse($$"""{"texts":{"{{escaped}}":"" } }""")))?.Message);

        static string FaultOf(string json) => Record.Exception(() => Read(json))?.Message ?? "";
    }

    /// <summary>With an exception for each, it would take minutes.</summary>
    [Fact]
    public void Many_bad_names_and_texts_cost_no_exceptions()
    {
        var (thrown, thread) = (0, Environment.CurrentManagedThreadId);
        void Count(object? sender, System.Runtime.ExceptionServices.FirstChanceExceptionEventArgs raised) =>
            thrown += raised.Exception is InvalidOperationException && Environment.CurrentManagedThreadId == thread ? 1 : 0;
        var json = Parse($$"""{{{string.Concat(Enumerable.Repeat("\"\\ud800\":0,", 10_000))}}"texts":["\ud800"],"text":"a"}""");
        AppDomain.CurrentDomain.FirstChanceException += Count;
        try
        {
            Assert.Equal("texts[0] is not valid Unicode.", Record.Exception(() => Read(json.GetRawText()))?.Message);
        }
        finally
        {
            AppDomain.CurrentDomain.FirstChanceException -= Count;
        }

        Assert.Equal(0, thrown);
    }

    [Fact]
    public void Names_every_fault_at_its_place()
    {
        var faults = new WireFaults();
        new WireReader(faults).Read<Sample>(Parse("""
            {"text":1,"flag":"yes","number":"1","whole":1.5,"time":"now","texts":[1,"a","\ud800"],"parts":[{},{"x":"1"}],"beside":1e300}
            """));

        Assert.Equal(
            "text must be a string; flag must be true or false; number must be a number; whole must be a whole number; time must be a time such as 2026-03-07T12:00:00Z; "
            + "texts[0] must be a string; texts[2] is not valid Unicode; parts[0].x is missing; parts[1].x must be a number; beside must be a whole number.",
            Assert.Throws<ApiException>(faults.ThrowIfAny).Message);
    }

    [Theory]
    [InlineData("""{"number":2}""", "number must be small.")]
    [InlineData("""{"text":"odd","number":0}""", "number does not go with odd.")]
    [InlineData("""{"text":"odd","beside":0}""", "beside does not go with odd.")]
    [InlineData("""{"texts":["a","a"]}""", "texts must be one.")]
    public void Keeps_to_the_rules_that_stand_at_the_fields_and_in_the_record(string json, string message) =>
        Assert.Equal(message, Assert.Throws<ApiException>(() => Read(json)).Message);

    [Fact]
    public void Reads_objects_maps_numbers_and_whatever_is_left_as_it_is()
    {
        var outer = WireReader.ReadWhole<Outer>(Parse("""{"part":{"x":1},"numbers":[1,2.0],"texts":{"a":"b","c":""},"free":{"any":[1]}}"""));

        Assert.Equal(1, outer.Part!.X);
        Assert.Equal([1L, 2L], outer.Numbers);
        Assert.Equal(new Dictionary<string, string> { ["a"] = "b", ["c"] = "" }, outer.Texts);
        Assert.Equal("""{"any":[1]}""", outer.Free!.Value.GetRawText());
    }

    [Theory]
    [InlineData("""{"part":[],"numbers":{},"texts":"a"}""", "part must be an object; numbers must be an array of whole numbers; texts must be an object of strings.")]
    [InlineData("""{"part":{},"numbers":[1.5],"texts":{"a":1}}""", "part.x is missing; numbers[0] must be a whole number; texts.a must be a string.")]
    [InlineData("""{"texts":{"\ud800":"a"}}""", "texts has a name that is not valid Unicode.")]
    public void Names_every_fault_of_objects_maps_and_numbers(string json, string message) =>
        Assert.Equal(message, Assert.Throws<ApiException>(() => WireReader.ReadWhole<Outer>(Parse(json))).Message);

    [Theory]
    [InlineData("{}", "name is missing; place is missing.")]
    [InlineData("""{"name":1,"place":[]}""", "name must be a string; place must be a string.")]
    [InlineData("""{"name":"","place":""}""", "name must have 1 to 3 characters; place must be somewhere.")]
    public void What_is_missing_or_of_another_type_is_not_told_twice(string json, string message) =>
        Assert.Equal(message, Assert.Throws<ApiException>(() => WireReader.ReadWhole<Needed>(Parse(json))).Message);

    [Theory]
    [MemberData(nameof(Requests))]
    public void A_request_can_be_read_and_its_rules_have_words(Type request)
    {
        var faults = new WireFaults();
        typeof(WireReader).GetMethod(nameof(WireReader.Read))!.MakeGenericMethod(request).Invoke(new WireReader(faults), [Parse("{}")]);

        Assert.All(WireShape.Of(request).Fields, field =>
        {
            Assert.True(field.Name is not null || field.Property.IsDefined(typeof(JsonIgnoreAttribute)));
            Assert.All(field.Rules, rule => Assert.NotNull(rule.ErrorMessage));
        });
    }

    private static Sample Read(string json) => WireReader.ReadWhole<Sample>(Parse(json));

    private static JsonElement Parse(string json) => JsonDocument.Parse(json).RootElement;

    private sealed record Sample(
        [property: JsonPropertyName("text")] string Text,
        [property: JsonPropertyName("flag")] bool Flag,
        [property: JsonPropertyName("number"), Range(0.0, 1.0, ErrorMessage = "must be small"), NotWith(nameof(Sample.Text), "odd", "does not go with odd")] double? Number,
        [property: JsonPropertyName("whole")] long? Whole,
        [property: JsonPropertyName("time")] DateTimeOffset? Time,
        [property: JsonPropertyName("texts")] IReadOnlyList<string> Texts,
        [property: JsonPropertyName("parts")] IReadOnlyList<Part> Parts,
        [property: JsonIgnore, NotWith(nameof(Sample.Text), "odd", "does not go with odd")] Nested Nested) : IValidatableObject
    {
        public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
            Texts.Count > 1 && Texts[0] == Texts[1] ? [new ValidationResult("must be one", [WireShape.NameOf<Sample>(nameof(Texts))])] : [];
    }

    private sealed record Outer(
        [property: JsonPropertyName("part")] Part? Part,
        [property: JsonPropertyName("numbers")] IReadOnlyList<long> Numbers,
        [property: JsonPropertyName("texts")] IReadOnlyDictionary<string, string> Texts,
        [property: JsonPropertyName("free")] JsonElement? Free);

    private sealed record Needed(
        [property: JsonPropertyName("name"), JsonRequired, StringLength(3, MinimumLength = 1, ErrorMessage = "must have 1 to 3 characters")] string Name,
        [property: JsonPropertyName("place"), JsonRequired] string Place) : IValidatableObject
    {
        public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
            Place.Length == 0 ? [new ValidationResult("must be somewhere", [WireShape.NameOf<Needed>(nameof(Place))])] : [];
    }

    private sealed record Nested([property: JsonPropertyName("beside")] long? Beside);

    private sealed record Part([property: JsonPropertyName("x"), JsonRequired] double X);
}
