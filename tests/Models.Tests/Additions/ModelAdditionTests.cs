using System.Security.Cryptography;
using SegFunctions.Models.Additions;
using SegFunctions.Models.Catalogue;
using SegFunctions.Models.Catalogue.Exports;
using SegFunctions.Models.Conversion;
using SegFunctions.Models.Conversion.Onnx;
using SegFunctions.Models.Installation;
using SegFunctions.Models.Tests.Exports;

namespace SegFunctions.Models.Tests.Additions;

public sealed class ModelAdditionTests : IDisposable
{
    private const int Open = OnnxPort.Open;

    private static readonly byte[] Dino = StubExports.GroundingDino(800, 1066).ToBytes();

    private readonly StubFolder _folder = new();

    public static TheoryData<string> KindNames { get; } = [.. ExportKinds.All.Select(kind => kind.Name)];

    [Fact]
    public async Task What_is_added_is_in_the_catalogue_with_its_hashes_and_answers_only_by_name()
    {
        var added = await _folder.AddAsync("my-dino", "grounding-dino", Dino, StubExports.WordPieceTokenizer());

        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Dino)), added.Files[0].Sha256);
        var catalogue = ModelCatalogue.Load(exports: _folder.Added.Folder);
        var model = catalogue.Get<TextModel>("my-dino");
        Assert.True(new ModelStore("/nowhere").IsInstalled(model));
        Assert.Equal(Dino, await File.ReadAllBytesAsync(new ModelStore("/nowhere").GetPath(model, model.GetFile(ModelFileRole.Network)), TestContext.Current.CancellationToken));
        Assert.Null(ModelChoice.Of(catalogue).Text);
        Assert.Equal(["my-dino", "minisam"], ModelChoice.Of(catalogue, text: "my-dino").NamesFor(ModelAbility.Words));
    }

    [Fact]
    public async Task The_folder_may_be_moved()
    {
        await _folder.AddAsync("my-dino", "grounding-dino", Dino, StubExports.WordPieceTokenizer());
        Directory.Move(_folder.Added.Folder, _folder.PathOf("moved"));

        var model = ModelCatalogue.Load(exports: _folder.PathOf("moved")).Get("my-dino");

        Assert.True(new ModelStore("/nowhere").IsInstalled(model));
    }

    [Fact]
    public async Task What_is_removed_is_gone_with_its_files()
    {
        await _folder.AddAsync("my-dino", "grounding-dino", Dino, StubExports.WordPieceTokenizer());
        await _folder.AddAsync("other", "clipseg", StubExports.ClipSeg().ToBytes(), StubExports.ClipTokenizer());
        await _folder.Addition.RemoveAsync("my-dino", TestContext.Current.CancellationToken);

        Assert.Equal(["other"], _folder.Added.Read().Select(model => model.Name));
        Assert.False(Directory.Exists(_folder.Added.GetFolder("my-dino")));
        Assert.Equal(
            $"No model 'my-dino' was added in {_folder.Added.Folder}.",
            (await Assert.ThrowsAsync<AdditionException>(() => _folder.Addition.RemoveAsync("my-dino", TestContext.Current.CancellationToken))).Message);
    }

    [Theory]
    [InlineData("minisam", "There is already a model 'minisam'. Choose another name, or remove it first if you added it.")]
    [InlineData("added.json", "The name 'added.json' is reserved for the list of added models. Choose another.")]
    [InlineData("added.json.part", "The name 'added.json.part' is reserved for the list of added models. Choose another.")]
    [InlineData("../x", "The name '../x' must consist of lower-case letters, digits, '-' and '.', 64 at most.")]
    [InlineData("", "The name '' must consist of lower-case letters, digits, '-' and '.', 64 at most.")]
    public Task A_name_that_is_taken_or_leads_elsewhere_is_refused(string name, string sentence) =>
        AssertRefusedAsync(sentence, () => _folder.AddAsync(name, "grounding-dino", Dino, StubExports.WordPieceTokenizer()));

    [Fact]
    public async Task What_cannot_be_listed_is_not_kept()
    {
        // Blocks what is written before the list is replaced.
        var obstacle = Directory.CreateDirectory(Path.Combine(_folder.Added.Folder, AddedModels.FileName + ".part"));

        await Assert.ThrowsAnyAsync<SystemException>(() => _folder.AddAsync("x", "birefnet", StubExports.Matting(1024).ToBytes(), null));

        Assert.Equal([obstacle.Name], Directory.EnumerateDirectories(_folder.Added.Folder).Select(Path.GetFileName));
        Assert.Empty(_folder.Added.Read());
    }

    [Fact]
    public async Task Where_a_file_came_from_is_not_written_down()
    {
        var added = await _folder.AddAsync("x", "birefnet", StubExports.Matting(1024).ToBytes(), null);

        Assert.Empty(added.Files[0].From);
        Assert.DoesNotContain("given.onnx", await File.ReadAllTextAsync(Path.Combine(_folder.Added.Folder, AddedModels.FileName), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public Task A_network_that_runs_only_two_pictures_at_once_is_refused()
    {
        var graph = new StubGraph();
        var pixels = graph.Input("input_image", ElementType.Float32, 2, 3, 1024, 1024);
        graph.Output("output_image", pixels, ElementType.Float32, 2, 3, 1024, 1024);

        return AssertRefusedAsync(
            "given.onnx is not the network of a birefnet: its input 'input_image' is [2, 3, 1024, 1024], not [1, 3, 1024, 1024].",
            () => _folder.AddAsync("x", "birefnet", graph.ToBytes(), null));
    }

    [Fact]
    public Task A_truncated_file_is_refused() => AssertRefusedAsync(
        "given.onnx is not the network of a grounding-dino: it ends in the middle of a field, so it is truncated or not an ONNX file.",
        () => _folder.AddAsync("x", "grounding-dino", Dino[..^100], StubExports.WordPieceTokenizer()));

    [Theory]
    [InlineData("hello")]
    [InlineData("<!DOCTYPE html><html><body>Not Found</body></html>")]
    [InlineData("version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n")]
    public Task Another_file_is_refused(string content) => AssertRefusedAsync(
        "given.onnx is not the network of a grounding-dino: it ",
        () => _folder.AddAsync("x", "grounding-dino", System.Text.Encoding.UTF8.GetBytes(content), StubExports.WordPieceTokenizer()));

    [Fact]
    public Task Another_kind_is_refused_by_the_tensor_that_differs() => AssertRefusedAsync(
        "given.onnx is not the network of a grounding-dino: its input 'pixel_values' is [?, 3, 352, 352], not [1, 3, open, open].",
        () => _folder.AddAsync("x", "grounding-dino", StubExports.ClipSeg().ToBytes(), StubExports.WordPieceTokenizer()));

    [Fact]
    public Task Another_kind_is_refused_by_the_tensor_that_it_does_not_have() => AssertRefusedAsync(
        "given.onnx is not the network of a clipseg: it has no input 'input_ids'; its inputs are 'input_image'.",
        () => _folder.AddAsync("x", "clipseg", StubExports.Matting(1024).ToBytes(), StubExports.ClipTokenizer()));

    [Fact]
    public Task Another_size_is_refused_by_the_tensor_that_differs() => AssertRefusedAsync(
        "given.onnx is not the network of a birefnet: its input 'input_image' is [1, 3, 320, 320], not [1, 3, 1024, 1024].",
        () => _folder.AddAsync("x", "birefnet", StubExports.Matting(320).ToBytes(), null));

    [Fact]
    public Task Another_type_is_refused_by_the_tensor_that_differs()
    {
        var graph = new StubGraph();
        var pixels = graph.Input("input_image", ElementType.Float16, 1, 3, 1024, 1024);
        graph.Output("output_image", pixels, ElementType.Float16, 1, 3, 1024, 1024);

        return AssertRefusedAsync(
            "given.onnx is not the network of a birefnet: its input 'input_image' is of type 10, not f32 [1, 3, 1024, 1024].",
            () => _folder.AddAsync("x", "birefnet", graph.ToBytes(), null));
    }

    [Theory]
    [InlineData("sam", "sam2", "encoder.given is not the encoder of a sam: its output 'high_res_feats_0' is [?, 32, 256, 256], not [1, 256, 64, 64].")]
    [InlineData("sam2", "sam", "encoder.given is not the encoder of a sam2: it has no output 'high_res_feats_0'; its outputs are 'output'.")]
    [InlineData("sam2", "sam2-transformers", "encoder.given is not the encoder of a sam2: it has no output 'high_res_feats_0'; its outputs are 'image_embeddings.0', 'image_embeddings.1', 'image_embeddings.2'.")]
    public Task Another_network_for_marks_is_refused_by_the_tensor_that_differs(string kind, string given, string sentence) =>
        AssertRefusedAsync(sentence, () => _folder.AddAsync("x", kind, SamStubs.Files(given)));

    [Fact]
    public Task Another_decoder_is_refused_by_the_tensor_that_differs() => AssertRefusedAsync(
        "decoder.given is not the decoder of a sam: it has no input 'image_embeddings'; its inputs are 'high_res_feats_0', ",
        () => _folder.AddAsync("x", "sam", [SamStubs.Files("sam")[0], SamStubs.Files("sam2")[1]]));

    [Theory]
    [InlineData("red\ngreen", "labels.given is not the labels of a yolo-words: it has 2 words, and the network has scores for 5.")]
    [InlineData("", "labels.given is empty.")]
    [InlineData(" \n \n", "labels.given is not the labels of a yolo-words: it is not a text with one word per line.")]
    [InlineData("PK\u0003\u0004", "labels.given is not the labels of a yolo-words: it is not a text with one word per line.")]
    public Task A_list_of_other_words_than_the_network_has_is_refused(string labels, string sentence) =>
        AssertRefusedAsync(sentence, () => _folder.AddAsync("x", "yolo-words", YoloStubs.Words(labels)));

    [Fact]
    public async Task A_network_for_marks_answers_only_by_name()
    {
        await _folder.AddAsync("my-sam", "sam2", SamStubs.Files("sam2"));
        var catalogue = ModelCatalogue.Load(exports: _folder.Added.Folder);

        Assert.Equal("minisam", ModelChoice.Of(catalogue).Sam.Name);
        Assert.Equal(["centernet", "nanodet", "my-sam"], ModelChoice.Of(catalogue, sam: "my-sam").NamesFor(ModelAbility.Marks));
    }

    [Fact]
    public Task An_input_that_nobody_would_give_is_refused()
    {
        var graph = StubExports.ClipSeg();
        graph.Input("position_ids", ElementType.Int64, Open, Open);

        return AssertRefusedAsync(
            "given.onnx is not the network of a clipseg: it has an input 'position_ids' that the kind does not know.",
            () => _folder.AddAsync("x", "clipseg", graph.ToBytes(), StubExports.ClipTokenizer()));
    }

    [Fact]
    public Task Operators_that_are_too_new_are_refused() => AssertRefusedAsync(
        $"given.onnx is not the network of a clipseg: its operator set is 99; the newest that can be run is {ExportCheck.NewestOperatorSet}.",
        () =>
        {
            var graph = StubExports.ClipSeg();
            graph.OperatorSet = 99;
            return _folder.AddAsync("x", "clipseg", graph.ToBytes(), StubExports.ClipTokenizer());
        });

    [Fact]
    public Task A_tokenizer_of_another_network_is_refused() => AssertRefusedAsync(
        "given.json is not the tokenizer of a clipseg: its model is WordPiece, not Bpe.",
        () => _folder.AddAsync("x", "clipseg", StubExports.ClipSeg().ToBytes(), StubExports.WordPieceTokenizer()));

    [Fact]
    public Task A_file_that_the_kind_needs_is_named() => AssertRefusedAsync(
        "The kind clipseg needs the file 'tokenizer': --file tokenizer=PATH.",
        () => _folder.AddAsync("x", "clipseg", StubExports.ClipSeg().ToBytes(), null));

    [Fact]
    public Task A_file_that_the_kind_has_not_is_named() => AssertRefusedAsync(
        "The kind birefnet has no file 'tokenizer'; it has network.",
        () => _folder.AddAsync("x", "birefnet", StubExports.Matting(1024).ToBytes(), StubExports.ClipTokenizer()));

    [Fact]
    public Task A_hash_that_differs_is_refused() => AssertRefusedAsync(
        $"given.onnx has the SHA-256 {Convert.ToHexStringLower(SHA256.HashData(Dino))}, not {new string('0', 64)}.",
        () => _folder.AddAsync("x", "grounding-dino", Dino, StubExports.WordPieceTokenizer(), request => request with
        {
            Files = [request.Files[0] with { Sha256 = new string('0', 64) }, request.Files[1]],
        }));

    [Fact]
    public Task A_missing_file_is_named() => AssertRefusedAsync(
        "/nowhere/x.onnx cannot be read: Could not find",
        () => _folder.AddAsync("x", "birefnet", Dino, null, request => request with { Files = [request.Files[0] with { Source = "/nowhere/x.onnx" }] }));

    [Fact]
    public Task A_file_of_ten_gigabytes_is_refused_before_it_is_copied()
    {
        using (var file = File.Create(_folder.PathOf("huge.onnx")))
        {
            file.SetLength(10_000_000_000);
        }

        return AssertRefusedAsync(
            "huge.onnx has 10.0 GB or more; the limit is 8 GB.",
            () => _folder.AddAsync("x", "birefnet", Dino, null, request => request with { Files = [request.Files[0] with { Source = _folder.PathOf("huge.onnx") }] }));
    }

    [Fact]
    public Task Terms_that_are_not_free_must_be_accepted() => AssertRefusedAsync(
        "BRIA's weights are for non-commercial use. Pass --accept-license if you accept its terms.",
        () => _folder.AddAsync("x", "rmbg-1.4", StubExports.Matting(1024).ToBytes(), null));

    [Fact]
    public async Task A_license_is_shown_and_must_be_accepted()
    {
        AdditionRequest With(AdditionRequest request, bool accepts) => request with
        {
            Files = [.. request.Files, new GivenFile(ModelFileRole.License, IsWeights: false, _folder.Write("LICENSE", "Be kind."))],
            AcceptsLicense = accepts,
        };

        await AssertRefusedAsync(
            "Pass --accept-license if you accept this license.",
            () => _folder.AddAsync("x", "birefnet", StubExports.Matting(1024).ToBytes(), null, request => With(request, accepts: false)));
        await _folder.AddAsync("x", "birefnet", StubExports.Matting(1024).ToBytes(), null, request => With(request, accepts: true));

        Assert.Equal("see license.txt", Assert.Single(_folder.Added.Read()).License.Package);
        Assert.Equal("Be kind.", await File.ReadAllTextAsync(Path.Combine(_folder.Added.GetFolder("x"), "license.txt"), TestContext.Current.CancellationToken));
    }

    [Theory]
    [MemberData(nameof(KindNames))]
    public void A_kind_can_be_spelled_on_the_command_line(string name)
    {
        var kind = ExportKinds.Find(name)!;

        Assert.True(AddedModels.IsName(kind.Name));
        Assert.All(kind.Files, file => Assert.Equal(file.Role, GivenFile.Find(GivenFile.NameOf(file.Role), "x")!.Role));
    }

    [Theory]
    [InlineData("[{\"name\":\"../../etc\",\"kind\":\"birefnet\",\"license\":{\"package\":\"x\",\"upstream\":\"x\"},\"files\":[]}]", "a name has characters other than")]
    [InlineData("[{\"name\":\"added.json\",\"kind\":\"birefnet\",\"license\":{\"package\":\"x\",\"upstream\":\"x\"},\"files\":[]}]", "or begins with 'added.json'")]
    [InlineData("[{\"name\":\"x\",\"kind\":\"oracle\",\"license\":{\"package\":\"x\",\"upstream\":\"x\"},\"files\":[]}]", "the kind 'oracle' of 'x' is not one of")]
    [InlineData("[{\"name\":\"x\",\"kind\":\"birefnet\",\"license\":{\"package\":\"x\",\"upstream\":\"x\"},\"files\":[{\"role\":\"network\",\"name\":\"../x\",\"sha256\":\"0\",\"bytes\":1,\"from\":[]}]}]", "a file of 'x' has no valid name")]
    [InlineData("[", "not the list of added models.")]
    [InlineData("null", "not the list of added models.")]
    [InlineData("[null]", "a name has characters other than")]
    public void A_list_that_was_changed_by_hand_is_refused(string json, string sentence)
    {
        Directory.CreateDirectory(_folder.Added.Folder);
        File.WriteAllText(Path.Combine(_folder.Added.Folder, AddedModels.FileName), json);

        Assert.Contains(sentence, Assert.Throws<ModelCatalogueException>(() => ModelCatalogue.Load(exports: _folder.Added.Folder)).Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>One sentence of error, and earlier additions are unchanged.</summary>
    private async Task AssertRefusedAsync(string sentence, Func<Task> add)
    {
        await _folder.AddAsync("before", "birefnet", StubExports.Matting(1024).ToBytes(), null);
        var list = await File.ReadAllTextAsync(Path.Combine(_folder.Added.Folder, AddedModels.FileName), TestContext.Current.CancellationToken);

        var exception = await Assert.ThrowsAsync<AdditionException>(add);

        Assert.Contains(sentence, exception.Message, StringComparison.Ordinal);
        Assert.Equal(list, await File.ReadAllTextAsync(Path.Combine(_folder.Added.Folder, AddedModels.FileName), TestContext.Current.CancellationToken));
        Assert.Equal(["before"], Directory.EnumerateDirectories(_folder.Added.Folder).Select(Path.GetFileName));
        await _folder.Addition.RemoveAsync("before", TestContext.Current.CancellationToken);
    }
}
