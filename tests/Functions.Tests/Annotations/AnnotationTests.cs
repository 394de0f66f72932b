using System.Text.Json;
using System.Xml.Linq;
using SegFunctions.Annotations;
using SegFunctions.Contract;
using SegFunctions.Tests.Results;

namespace SegFunctions.Tests.Annotations;

public sealed class AnnotationTests
{
    private static readonly SegmentPolygons Outline = new([new Polygon([new(0, 0), new(0.5, 0), new(0.5, 0.25)]), new Polygon([new(0.9, 0.9), new(1, 1), new(0.9, 1)])]);

    private static readonly SegmentShapes Shapes = new([new MaskRle([480, 640], "first"), new MaskRle([480, 640], "second")], [Outline, Outline]);

    /// <summary>Two pictures, the second of which failed, and a third like the first with a label that no detector knows.</summary>
    private static IReadOnlyList<AnnotatedPicture> Pictures
    {
        get
        {
            var manifest = Manifests.Create();
            var first = manifest.Items[0];
            var third = first with { Name = "task2", Segments = [first.Segments[0] with { Label = "subject" }, first.Segments[1]] };
            return AnnotatedPicture.Of(manifest with { Items = [first, manifest.Items[1], third] }, [Shapes, new SegmentShapes([], null), Shapes]);
        }
    }

    [Fact]
    public void Pictures_have_their_places_as_numbers_segments_are_counted_and_known_classes_have_theirs()
    {
        Assert.Equal([1, 3], Pictures.Select(picture => picture.Id));
        Assert.Equal([1, 2, 3, 4], Pictures.SelectMany(picture => picture.Segments).Select(segment => segment.Id));
        Assert.Equal([9, 9, 1001, 9], Pictures.SelectMany(picture => picture.Segments).Select(segment => segment.Category.Id));
    }

    [Fact]
    public void Candidates_are_no_annotations()
    {
        var manifest = Manifests.Create();
        var item = manifest.Items[0];
        var segments = item.Segments.Select(segment => segment with { Candidate = CandidateKind.Whole }).Prepend(item.Segments[1]);
        var shapes = new SegmentShapes([Shapes.Masks[1], .. Shapes.Masks], null);

        var annotated = Assert.Single(AnnotatedPicture.Of(manifest with { Items = [item with { Segments = [.. segments] }] }, [shapes]));

        Assert.Equal("second", Assert.Single(annotated.Segments).Mask.Counts);
    }

    [Fact]
    public void Coco_has_everything_in_one_file_which_is_the_same_when_it_is_made_again()
    {
        var file = CocoFormat.Write("A job", Specs.Now, Pictures);
        var json = file.Content.ToObjectFromJson<JsonElement>();

        Assert.Equal("coco.json", file.Name);
        Assert.Equal(file.Content.ToString(), CocoFormat.Write("A job", Specs.Now, Pictures).Content.ToString());
        Assert.Equal("""[{"id":1,"width":640,"height":480,"file_name":"task0"},{"id":3,"width":640,"height":480,"file_name":"task2"}]""", json.GetProperty("images").GetRawText());
        Assert.Equal(
            """{"id":3,"image_id":3,"category_id":1001,"segmentation":{"size":[480,640],"counts":"first"},"area":900,"bbox":[1,2,30,40],"iscrowd":0,"score":0.97}""",
            json.GetProperty("annotations")[2].GetRawText());
        Assert.Equal("""[{"id":9,"name":"boat","supercategory":""},{"id":1001,"name":"subject","supercategory":""}]""", json.GetProperty("categories").GetRawText());
    }

    [Fact]
    public void Yolo_has_a_line_for_each_box_by_its_middle()
    {
        var files = YoloFormat.Write(Pictures).ToList();

        Assert.Equal(["yolo/classes.txt", "yolo/labels/task0.txt", "yolo/labels/task2.txt"], files.Select(file => file.Name));
        Assert.Equal("boat\nsubject\n", files[0].Content.ToString());
        Assert.Equal("1 0.025 0.04583333 0.046875 0.08333333\n0 0.1640625 0.26041667 0.015625 0.02083333\n", files[2].Content.ToString());
    }

    [Fact]
    public void Voc_counts_pixels_from_1()
    {
        var file = VocFormat.Write(Pictures).First();
        var box = XElement.Parse(file.Content.ToString()).Element("object")!.Element("bndbox")!;

        Assert.Equal("voc/task0.xml", file.Name);
        Assert.Equal(["2", "3", "31", "42"], box.Elements().Select(edge => edge.Value));
    }

    [Fact]
    public void A_drawing_has_a_path_for_each_segment()
    {
        var drawing = XElement.Parse(SvgFormat.Write(Pictures).First().Content.ToString());

        Assert.Equal("0 0 640 480", drawing.Attribute("viewBox")!.Value);
        Assert.Equal(2, drawing.Elements().Count());
        Assert.Equal("M0 0L320 0L320 120ZM576 432L640 480L576 480Z", drawing.Elements().First().Attribute("d")!.Value.Replace("Z M", "ZM", StringComparison.Ordinal));
    }
}
