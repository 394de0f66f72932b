using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using SegFunctions.Compatibility.Tests.Stacks;
using SegFunctions.Inference.Postprocessing.RunLengths;

namespace SegFunctions.Compatibility.Tests.SegmentationApi;

/// <summary>The archive's files for other programs: coco.json, and the formats that were requested.</summary>
public sealed class AnnotationTests(SharedStack stack)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>From cocodataset.org's page "Data format": what all of its files have, and object detection's annotations, which may have more.</summary>
    private static readonly global::Json.Schema.JsonSchema Schema = SchemaTurns.Read("""
        {
          "type": "object",
          "required": ["info", "images", "annotations", "licenses", "categories"],
          "properties": {
            "info": {
              "type": "object",
              "required": ["year", "version", "description", "contributor", "url", "date_created"],
              "properties": {
                "year": { "type": "integer" }, "version": { "type": "string" }, "description": { "type": "string" },
                "contributor": { "type": "string" }, "url": { "type": "string" }, "date_created": { "type": "string" }
              }
            },
            "licenses": { "type": "array", "items": { "type": "object", "required": ["id", "name", "url"] } },
            "images": {
              "type": "array",
              "items": {
                "type": "object",
                "required": ["id", "width", "height", "file_name"],
                "properties": { "id": { "type": "integer" }, "width": { "type": "integer" }, "height": { "type": "integer" }, "file_name": { "type": "string" } }
              }
            },
            "annotations": {
              "type": "array",
              "items": {
                "type": "object",
                "required": ["id", "image_id", "category_id", "segmentation", "area", "bbox", "iscrowd"],
                "properties": {
                  "id": { "type": "integer" }, "image_id": { "type": "integer" }, "category_id": { "type": "integer" }, "area": { "type": "number" },
                  "segmentation": {
                    "anyOf": [
                      { "type": "array", "items": { "type": "array", "items": { "type": "number" } } },
                      {
                        "type": "object",
                        "required": ["size", "counts"],
                        "properties": { "size": { "type": "array", "items": { "type": "integer" }, "minItems": 2, "maxItems": 2 }, "counts": { "type": ["string", "array"] } }
                      }
                    ]
                  },
                  "bbox": { "type": "array", "items": { "type": "number" }, "minItems": 4, "maxItems": 4 },
                  "iscrowd": { "enum": [0, 1] }
                }
              }
            },
            "categories": {
              "type": "array",
              "items": {
                "type": "object",
                "required": ["id", "name", "supercategory"],
                "properties": { "id": { "type": "integer" }, "name": { "type": "string" }, "supercategory": { "type": "string" } }
              }
            }
          }
        }
        """);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_format_tells_of_the_same_boxes()
    {
        var photo = await File.ReadAllBytesAsync(await TestSetup.GetPhotoAsync(), Token);
        string[] tasks =
        [
            await stack.Api.UploadAsync(photo, "image/jpeg", Token),
            await stack.Api.UploadAsync(BadPictures.Text, "image/png", Token),
            await stack.Api.UploadAsync(photo, "image/jpeg", Token),
        ];
        var body = new { type = "image", tasks, prompts = (string[])["boat", "sheep"], outputs = (string[])["yolo", "voc", "svg"] };
        var job = (await stack.Api.PostAsync("v1/jobs", body, Token)).Expect(HttpStatusCode.Accepted).Text("jobId");
        await stack.Api.WaitAsync(job, Patience, null, Token);
        var result = (await stack.Api.GetAsync($"v1/jobs/{job}/result", Token)).Expect(HttpStatusCode.OK).Body.GetProperty("manifest").GetProperty("items");
        await using var archive = await DownloadAsync(job);

        var boxes = Enumerable.Range(0, tasks.Length).ToDictionary(i => tasks[i], i => result[i].GetProperty("masks").EnumerateArray().Select(BoxOf).ToList());
        Assert.NotEmpty(boxes[tasks[0]]);
        await AssertCocoAsync(archive, tasks, boxes);
        Assert.False(result[0].TryGetProperty("rleUrl", out _) || result[0].TryGetProperty("polygonsUrl", out _));
        var classes = (await ReadAsync(archive, "yolo/classes.txt")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        foreach (var task in (string[])[tasks[0], tasks[2]])
        {
            var voc = XElement.Parse(await ReadAsync(archive, $"voc/{task}.xml"));
            var (width, height) = ((int)voc.Element("size")!.Element("width")!, (int)voc.Element("size")!.Element("height")!);
            Assert.Equal(boxes[task], voc.Elements("object").Select(found => found.Element("bndbox")!).Select(box =>
                ((int)box.Element("xmin")! - 1, (int)box.Element("ymin")! - 1, (int)box.Element("xmax")! - (int)box.Element("xmin")! + 1, (int)box.Element("ymax")! - (int)box.Element("ymin")! + 1)));
            var lines = (await ReadAsync(archive, $"yolo/labels/{task}.txt")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')).ToList();
            Assert.Equal(boxes[task], lines.Select(line => ReadYolo(line, width, height)));
            Assert.Equal(voc.Elements("object").Select(found => found.Element("name")!.Value), lines.Select(line => classes[int.Parse(line[0], CultureInfo.InvariantCulture)]));
            Assert.Equal(boxes[task].Count, XElement.Parse(await ReadAsync(archive, $"svg/{task}.svg")).Elements().Count());
        }

        Assert.DoesNotContain(archive.Entries, entry => entry.FullName.Contains(tasks[1], StringComparison.Ordinal));
    }

    private static async Task AssertCocoAsync(ZipArchive archive, string[] tasks, Dictionary<string, List<(int, int, int, int)>> boxes)
    {
        var text = await ReadAsync(archive, "coco.json");
        Assert.True(Schema.Judge(JsonNode.Parse(text)).IsValid);
        var coco = JsonSerializer.Deserialize<JsonElement>(text);
        Assert.Equal([(1, tasks[0]), (3, tasks[2])], coco.GetProperty("images").EnumerateArray().Select(image => (image.GetProperty("id").GetInt32(), image.GetProperty("file_name").GetString()!)));
        var annotations = coco.GetProperty("annotations").EnumerateArray().ToList();
        Assert.Equal(Enumerable.Range(1, annotations.Count), annotations.Select(annotation => annotation.GetProperty("id").GetInt32()));
        Assert.Equal([.. boxes[tasks[0]], .. boxes[tasks[2]]], annotations.Select(annotation => Box(annotation.GetProperty("bbox"))));
        foreach (var annotation in annotations)
        {
            var rle = annotation.GetProperty("segmentation");
            var size = rle.GetProperty("size").EnumerateArray().Select(value => value.GetInt32()).ToArray();
            Assert.Equal(annotation.GetProperty("area").GetInt32(), CocoRle.FromText(size[0], size[1], rle.GetProperty("counts").GetString()!).ToMask().CountArea());
        }
    }

    private static (int X, int Y, int Width, int Height) ReadYolo(string[] line, int width, int height)
    {
        var parts = line.Skip(1).Select(part => double.Parse(part, CultureInfo.InvariantCulture)).ToArray();
        return (Round((parts[0] - (parts[2] / 2)) * width), Round((parts[1] - (parts[3] / 2)) * height), Round(parts[2] * width), Round(parts[3] * height));

        static int Round(double value) => (int)Math.Round(value);
    }

    private static (int X, int Y, int Width, int Height) BoxOf(JsonElement mask) => Box(mask.GetProperty("box"));

    private static (int X, int Y, int Width, int Height) Box(JsonElement box) => (box[0].GetInt32(), box[1].GetInt32(), box[2].GetInt32(), box[3].GetInt32());

    private static async Task<string> ReadAsync(ZipArchive archive, string name)
    {
        using var reader = new StreamReader(await archive.GetEntry(name)!.OpenAsync(Token));
        return await reader.ReadToEndAsync(Token);
    }

    private async Task<ZipArchive> DownloadAsync(string job)
    {
        var started = TimeProvider.System.GetTimestamp();
        (await stack.Api.PostAsync($"v1/jobs/{job}/download", "{}", Token)).Expect(HttpStatusCode.Accepted);
        for (; ; )
        {
            var answer = await stack.Api.GetAsync($"v1/jobs/{job}/download", Token);
            if (answer.Text("status") == "ready")
            {
                return new ZipArchive(new MemoryStream(await stack.Api.DownloadAsync(answer.Text("downloadUrl"), Token)));
            }

            Assert.True(TimeProvider.System.GetElapsedTime(started) < Patience, $"{answer.Body}");
            await Task.Delay(100, Token);
        }
    }
}
