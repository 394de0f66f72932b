using SegFunctions.Apis;
using SegFunctions.Apis.PiApi;

namespace SegFunctions.Tests.Apis.PiApi;

public sealed class PiApiQueryTests
{
    [Fact]
    public void What_is_absent_is_the_first_page_of_all()
    {
        var query = PiApiQuery.ReadHistory(Of([]));

        Assert.Equal(new PiApiQuery(true, null, null, 1, 10), query);
        Assert.Equal((0, 10), (query.ToJobsQuery().Skip, query.ToJobsQuery().Take));
    }

    [Fact]
    public void Both_ends_of_a_time_are_included()
    {
        var query = PiApiQuery.ReadHistory(Of(new() { ["start_time"] = "1742486998", ["end_time"] = "1742486999", ["page"] = "3", ["page_size"] = "100" }));

        Assert.Equal((DateTimeOffset.FromUnixTimeSeconds(1742486998), DateTimeOffset.FromUnixTimeSeconds(1742487000)), (query.From, query.Until));
        Assert.Equal((200, 100), (query.ToJobsQuery().Skip, query.ToJobsQuery().Take));
    }

    [Theory]
    [InlineData("image_toolkit", true)]
    [InlineData("Qubico/image-toolkit", true)]
    [InlineData("ALL", true)]
    [InlineData("kling", false)]
    public void Other_models_have_no_tasks_here(string model, bool isOurs)
    {
        Assert.Equal(isOurs, PiApiQuery.ReadHistory(Of(new() { ["model"] = model })).IsOurs);
        Assert.Equal(isOurs, PiApiQuery.ReadCancel(Of(new() { ["model"] = model })).IsOurs);
    }

    [Fact]
    public void Every_fault_is_named()
    {
        var error = Assert.Throws<ApiException>(() => PiApiQuery.ReadHistory(
            Of(new() { ["page"] = "0", ["page_size"] = "101", ["start_time"] = "today", ["end_time"] = "99999999999999999999" })));

        Assert.Equal(
            "start_time must be a time in seconds since 1970; end_time must be a time in seconds since 1970; page must be a whole number from 1 to 1000000; "
            + "page_size must be a whole number from 1 to 100.",
            error.Message);
        Assert.Throws<ApiException>(() => PiApiQuery.ReadCancel(Of(new() { ["model"] = "all", ["created_before"] = "-1" })));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Nothing_is_canceled_unless_a_model_or_all_is_named(string? model)
    {
        var query = new Dictionary<string, string> { ["created_before"] = "1742486998" };
        if (model is not null)
        {
            query["model"] = model;
        }

        Assert.Equal("model is missing; all stands for every model.", Assert.Throws<ApiException>(() => PiApiQuery.ReadCancel(Of(query))).Message);
    }

    private static Func<string, string?> Of(Dictionary<string, string> values) => name => values.GetValueOrDefault(name);
}
