using SegFunctions.Models.Conversion;

namespace SegFunctions.Models.Tests.Conversion;

public sealed class TokenizerJsonTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    [Fact]
    public void Merges_are_read_as_pairs_and_as_texts()
    {
        var tokenizer = Read("""{"model":{"vocab":{"a":0,"b":1},"merges":["a b",["b","a"]]},"added_tokens":[{"content":"c","id":2}]}""");

        Assert.Equal(("BPE", 3), (tokenizer.Type, tokenizer.Vocabulary.Count));
        Assert.Equal(["a b", "b a"], tokenizer.Merges);
    }

    [Theory]
    [InlineData("""{"model":{"vocab":{"a":0,"a":1}}}""")]
    [InlineData("""{"model":{"vocab":{"a":0}},"added_tokens":[{"content":null,"id":1}]}""")]
    [InlineData("""{"model":{"vocab":{"a":0},"merges":[["a"]]}}""")]
    [InlineData("""{"model":{"vocab":{"a":0},"merges":[["a",null]]}}""")]
    [InlineData("""{"model":{"vocab":{"a":0},"merges":[null]}}""")]
    [InlineData("""{"model":{"vocab":{"a":1.5}}}""")]
    [InlineData("""{"model":{}}""")]
    [InlineData("[]")]
    [InlineData("")]
    public void A_malformed_file_is_refused_in_a_sentence(string json) =>
        Assert.Equal("it is not a tokenizer.json with a model and its vocab", Assert.Throws<ConversionException>(() => Read(json)).Message);

    public void Dispose() => File.Delete(_path);

    private TokenizerJson Read(string json)
    {
        File.WriteAllText(_path, json);
        return TokenizerJson.Read(_path);
    }
}
