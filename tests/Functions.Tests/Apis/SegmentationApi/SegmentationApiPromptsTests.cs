using System.Text.Json;
using SegFunctions.Apis;
using SegFunctions.Apis.SegmentationApi;
using SegFunctions.Contract;
using SegFunctions.Jobs;
using SegFunctions.Tests.Results;

namespace SegFunctions.Tests.Apis.SegmentationApi;

/// <summary>Our own fields of POST /v1/jobs.</summary>
public sealed class SegmentationApiPromptsTests
{
    [Fact]
    public void Every_way_to_say_what_to_cut_out_becomes_a_prompt_words_first_and_negatives_last()
    {
        var spec = Read("""
            "prompts":["boat"],"negativePrompts":["person"," "],"subject":true,"edgeOffset":-2.5,"outputs":["rle","cutout"],
            "points":[{"x":0.5,"y":0.25},{"x":0,"y":1,"label":0}],"boxes":[{"x1":0.1,"y1":0.2,"x2":0.3,"y2":0.4}]
            """);

        Assert.Equivalent(
            new Prompt[]
            {
                new TextPrompt("boat"),
                new PointsPrompt([new PromptPoint(0.5, 0.25), new PromptPoint(0, 1, Foreground: false)]),
                new BoxPrompt(0.1, 0.2, 0.3, 0.4),
                new SubjectPrompt(),
                new TextPrompt("person", Negative: true),
            },
            spec.Prompts,
            strict: true);
        Assert.Equal((-2.5, SegmentOutputs.Rle | SegmentOutputs.Cutout), (spec.Options.EdgeOffset, spec.Options.Outputs));
    }

    [Fact]
    public void Exemplars_go_with_the_word_or_are_a_prompt_of_their_own()
    {
        const string Boxes = """
            "exemplars":[{"x1":0.1,"y1":0.2,"x2":0.3,"y2":0.4},{"x1":0,"y1":0,"x2":1,"y2":0.5,"label":0}]
            """;
        Exemplar[] exemplars = [new(0.1, 0.2, 0.3, 0.4), new(0, 0, 1, 0.5, IsLike: false)];

        Assert.Equivalent(new Prompt[] { new TextPrompt("boat", Exemplars: exemplars), new TextPrompt("car", Negative: true) }, Read($"""{Boxes},"prompts":["boat"],"negativePrompts":["car"]""").Prompts, strict: true);
        Assert.Equivalent(new Prompt[] { new ExemplarsPrompt(exemplars), new SubjectPrompt() }, Read($"""{Boxes},"subject":true""").Prompts, strict: true);
    }

    [Theory]
    [InlineData("""{"x1":0,"y1":0,"x2":1,"y2":1,"label":0}""", "", "exemplars must have a box with the label 1, or accompany a word")]
    [InlineData("""{"x1":0,"y1":0,"x2":1,"y2":1}""", "\"boat\",\" \",\"car\"", "exemplars may accompany only one word, not 2")]
    [InlineData("""{"x1":0,"y1":0,"x2":1,"y2":1,"label":2}""", "\"boat\"", "exemplars[0].label must be 0 or 1")]
    [InlineData("""{"x1":0,"y1":0,"x2":1}""", "\"boat\"", "exemplars[0].y2 is missing")]
    [InlineData("""{"x1":0,"y1":0,"x2":1,"y2":1},{"x1":0.9,"y1":0,"x2":0.1,"y2":1}""", "\"boat\"", "exemplars[1] must have x1 below x2 and y1 below y2")]
    [InlineData("""{"x1":0,"y1":-0.1,"x2":1,"y2":1}""", "", "exemplars[0] must have coordinates between 0 and 1")]
    [InlineData("""{"x1":0,"y1":0,"x2":7,"y2":1}""", "\"boat\"", "exemplars[0] must have coordinates between 0 and 1")]
    [InlineData("[0,0,1,1]", "\"boat\"", "exemplars must be an array of objects")]
    public void Exemplars_that_say_nothing_are_refused(string box, string words, string fault)
    {
        var failure = Assert.Throws<ApiException>(() => Read($$"""
            "exemplars":[{{box}}],"prompts":[{{words}}]
            """));

        Assert.Contains(fault, failure.Error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, 10_000, "exemplars must hold at most 100 entries, not 10000.")]
    [InlineData(10_000, 10_000, "exemplars may accompany only one word, not 10000.")]
    public void Very_many_exemplars_are_refused_as_a_whole(int words, int boxes, string message)
    {
        var (prompts, exemplars) = (Repeat("\"boat\"", words), Repeat("""{"x1":2,"y1":0,"x2":1,"y2":1}""", boxes));

        var failure = Assert.Throws<ApiException>(() => Read($$"""
            "exemplars":[{{exemplars}}],"prompts":[{{prompts}}]
            """));

        Assert.Equal(message, failure.Message);
    }

    [Fact]
    public void Points_and_boxes_with_one_object_mark_it_together()
    {
        var spec = Read("""
            "points":[{"x":0.1,"y":0.1},{"x":0.2,"y":0.2,"object":7},{"x":0.3,"y":0.3,"object":8},{"x":0.4,"y":0.4,"object":8,"label":0}],
            "boxes":[{"x1":0,"y1":0,"x2":1,"y2":1},{"x1":0,"y1":0,"x2":0.5,"y2":0.5,"object":7}]
            """);

        Assert.Equivalent(
            new Prompt[]
            {
                new PointsPrompt([new PromptPoint(0.1, 0.1)]),
                new PointsPrompt([new PromptPoint(0.3, 0.3), new PromptPoint(0.4, 0.4, Foreground: false)]),
                new BoxPrompt(0, 0, 1, 1),
                new BoxPrompt(0, 0, 0.5, 0.5, [new PromptPoint(0.2, 0.2)]),
            },
            spec.Prompts,
            strict: true);
    }

    [Fact]
    public void Candidates_are_asked_for_where_a_single_point_marks_an_object()
    {
        var spec = Read("""
            "candidates":true,"points":[{"x":0.1,"y":0.1},{"x":0.3,"y":0.3,"object":8},{"x":0.4,"y":0.4,"object":8}]
            """);

        Assert.Equal([true, false], spec.Prompts.Cast<PointsPrompt>().Select(prompt => prompt.Candidates));
    }

    [Theory]
    [InlineData("""
        "candidates":true,"points":[{"x":0.1,"y":0.1},{"x":0.2,"y":0.2}]
        """, "candidates needs an object that a single point marks.")]
    [InlineData("""
        "candidates":true,"points":[{"x":0.1,"y":0.1,"object":1}],"boxes":[{"x1":0,"y1":0,"x2":1,"y2":1,"object":1}]
        """, "candidates needs an object that a single point marks.")]
    [InlineData("""
        "candidates":true,"prompts":["boat"]
        """, "candidates needs an object that a single point marks.")]
    [InlineData("""
        "subject":true,"points":{"x":1}
        """, "points must be an array of objects.")]
    [InlineData("""
        "points":[{"x":0.5}]
        """, "points[0].y is missing.")]
    [InlineData("""
        "points":[{"x":"0.5","y":0.5,"label":2,"object":0.5}]
        """, "points[0].label must be 0 or 1; points[0].x must be a number; points[0].object must be a whole number.")]
    [InlineData("""
        "points":[{"x":0.5,"y":1.01}]
        """, "points must have coordinates between 0 and 1.")]
    [InlineData("""
        "points":[{"x":0.5,"y":0.5,"label":0}]
        """, "points must have a point with the label 1.")]
    [InlineData("""
        "boxes":[{"x1":0,"y1":0,"x2":1,"y2":1},{"x1":0.5,"y1":0,"x2":0.5,"y2":1}]
        """, "boxes[1] must have x1 below x2 and y1 below y2.")]
    [InlineData("""
        "boxes":[{"x1":0,"y1":0,"x2":1,"y2":1,"object":1},{"x1":0,"y1":0,"x2":1,"y2":1,"object":1}]
        """, "boxes[1].object repeats boxes[0].object.")]
    [InlineData("""
        "negativePrompts":["person"]
        """, "prompts must say what to cut out, not only what to leave out.")]
    [InlineData("""
        "prompts":["boat"],"negativePrompts":["a\u0000"]
        """, "negativePrompts[0] must not contain control characters.")]
    [InlineData("""
        "subject":true,"edgeOffset":251
        """, "edgeOffset must be between -250 and 250.")]
    [InlineData("""
        "prompts":["boat",{"text":"dog","threshold":1.5}]
        """, "prompts[1] must be between 0 and 1.")]
    [InlineData("""
        "prompts":[{"threshold":"x"},7]
        """, "prompts must be an array of strings or objects.")]
    [InlineData("""
        "prompts":[{"threshold":"x"}]
        """, "prompts[0].text is missing; prompts[0].threshold must be a number.")]
    [InlineData("""
        "subject":true,"outputs":["tiff"]
        """, "outputs[0] must be one of rle, polygons, cutout, yolo, voc, svg.")]
    public void Every_fault_is_named_at_its_field(string fields, string message)
    {
        var thrown = Assert.Throws<ApiException>(() => Read(fields));

        Assert.Equal(message, thrown.Message);
    }

    [Fact]
    public void A_word_may_have_a_threshold_of_its_own()
    {
        var json = JsonSerializer.Deserialize<JsonElement>("""{"type":"image","tasks":["a"],"prompts":["boat",{"text":" dog ","threshold":0.3},{"text":"cat"}]}""");

        Assert.Equal(
            [new TextPrompt("boat"), new TextPrompt("dog", Threshold: 0.3), new TextPrompt("cat")],
            SegmentationApiPrompts.ToPrompts(WireReader.ReadWhole<CreateJobRequest>(json)));
    }

    [Fact]
    public void A_manifest_names_what_was_asked_for_and_files_that_were_made_of_it()
    {
        var manifest = Manifests.Create();
        var item = manifest.Items[0];
        var cutOut = item.Segments[1] with { Prompt = 1, Cutout = new BlobReference("results", "a/cutouts/1.png") };
        manifest = manifest with
        {
            Prompts = [new TextPrompt("boat"), new BoxPrompt(0, 0, 1, 1, [new PromptPoint(0.5, 0.5)]), new TextPrompt("person", Negative: true)],
            Items = [item with { Segments = [item.Segments[0], cutOut], Rles = new("results", "a/rle.json"), Polygons = new("results", "a/polygons.json") }],
        };

        var json = JsonSerializer.SerializeToElement(SegmentationApiResults.ToManifest(manifest), SegmentationApiJson.Options);
        var entry = json.GetProperty("items")[0];
        Assert.Equal("""["boat","box and points"]""", json.GetProperty("prompts").GetRawText());
        Assert.Equal("""["person"]""", json.GetProperty("negativePrompts").GetRawText());
        Assert.Equal(("box and points", 1), (entry.GetProperty("masks")[1].GetProperty("prompt").GetString(), entry.GetProperty("masks")[1].GetProperty("promptIndex").GetInt32()));
        Assert.Equal(
            ["masks/task0/0.png", "masks/task0/1.png", "cutouts/task0/1.png", "preview/task0.png", "rle/task0.json", "polygons/task0.json"],
            SegmentationApiResults.ToFiles(manifest).Select(file => file.Name));
        Assert.Equal(
            ["cutouts/task0/1.png", "rle/task0.json", "polygons/task0.json"],
            [entry.GetProperty("masks")[1].GetProperty("cutoutUrl").GetString(), entry.GetProperty("rleUrl").GetString(), entry.GetProperty("polygonsUrl").GetString()]);
    }

    private static string Repeat(string json, int count) => string.Join(',', Enumerable.Repeat(json, count));

    private static JobSpec Read(string fields)
    {
        var faults = new WireFaults();
        var json = JsonSerializer.Deserialize<JsonElement>($$"""{"type":"image","tasks":["a"],{{fields}}}""");
        var spec = SegmentationApiMapping.ToSpec(new WireReader(faults).Read<CreateJobRequest>(json), "acct", new VideoOptions(), Specs.Now);
        foreach (var fault in JobValidation.FindFaults(spec, new JobOptions()).Where(fault => !SegmentationApiFaults.FieldsOf(fault, spec).Any(faults.Has)))
        {
            faults.Add(SegmentationApiFaults.ToSentence(fault, spec));
        }

        faults.ThrowIfAny();
        return spec;
    }
}
