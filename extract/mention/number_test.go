package mention

import "testing"

func TestParseNumber(t *testing.T) {
	place := Place{Region: "临江市", Province: "江东省", Issuer: "临江市人民政府"}
	cases := []struct{ printed, want string }{
		// coded numbers
		{"临政发〔2021〕56号", "临政发〔2021〕56号"},
		{"国办发〔2019〕第34号", "国办发〔2019〕34号"},
		{"江财（行）", ""},
		{"临政发(2021)56号", ""}, // brackets are normal form already when a number is read
		{"法〔2004〕96号", "法〔2004〕96号"},
		{"法释〔2020〕21号", "法释〔2020〕21号"},
		{"国科发改字〔1999〕003号", "国科发改字〔1999〕003号"},
		{"（90）国科发市字092号", "（90）国科发市字092号"},
		// orders carry the full name of their issuer
		{"市政府令第188号", "临江市人民政府令第188号"},
		{"政府令第188号", "临江市人民政府令第188号"},
		{"市人民政府第90号令", "临江市人民政府令第90号"},
		{"省政府令第68号", "江东省人民政府令第68号"},
		{"江东省政府令第68号", "江东省人民政府令第68号"},
		{"国令第721号", "中华人民共和国国务院令第721号"},
		{"国务院令第721号", "中华人民共和国国务院令第721号"},
		{"主席令第七十三号", "中华人民共和国主席令第73号"},
		{"中华人民共和国财政部令第97号", "财政部令第97号"},
		{"交通运输部令2018年第12号", "交通运输部令2018年第12号"},
		{"江东省人民政府令〔2011〕第15号", "江东省人民政府令〔2011〕第15号"},
		{"国家税务总局公告2020年第5号", "国家税务总局公告2020年第5号"},
		{"国家林业局公告（2018年第7号）", "国家林业局公告2018年第7号"},
		// no numbers of documents
		{"南山路56号", ""},
		{"〔2000〕063号", ""},
		{"交通信号", ""},
		{"第5号", ""},
	}
	for _, c := range cases {
		if got, _ := ParseNumber(c.printed, place); got != c.want {
			t.Errorf("ParseNumber(%s) = %q, want %q", c.printed, got, c.want)
		}
	}
}

func TestNumbersInSentence(t *testing.T) {
	s := "你市江政〔2004〕3号和省政府办公厅江政办〔2004〕5号收悉，清理与江政函〔2019〕3号不符的文件，根据江政办发〔2020〕57号文件和国办发〔2019〕34号的要求，2012年4月7日市政府令第188号同时废止"
	var got []string
	for _, n := range Numbers(s, Place{Region: "临江市"}) {
		got = append(got, s[n.Span.Start:n.Span.End]+"="+n.Text)
	}
	want := []string{"江政〔2004〕3号=江政〔2004〕3号", "江政办〔2004〕5号=江政办〔2004〕5号", "江政函〔2019〕3号=江政函〔2019〕3号", "江政办发〔2020〕57号=江政办发〔2020〕57号", "国办发〔2019〕34号=国办发〔2019〕34号", "市政府令第188号=临江市人民政府令第188号"}
	if len(got) != len(want) {
		t.Fatalf("got %v, want %v", got, want)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("number %d: got %s, want %s", i, got[i], want[i])
		}
	}
}
