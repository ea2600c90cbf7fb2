/** Common characters as simplified and traditional Chinese write them, one pair after the other; each is foreign to the other way. */
const pairs =
  '这這们們国國会會来來个個时時说說对對为為从從现現过過发發没沒开開关關见見长長东東车車马馬鱼魚鸟鳥门門问問间間闻聞话話语語读讀写寫认認识識让讓请請谢謝该該课課谁誰谈談论論议議许許设設计計试試词詞误誤详詳调調诉訴证證评評边邊达達运運还還进進远遠连連迟遲选選适適难難电電买買卖賣书書钱錢铁鐵银銀错錯钟鐘闭閉术術机機权權条條极極构構标標样樣树樹检檢楼樓欢歡气氣汉漢测測济濟点點热熱爱愛独獨环環画畫疗療盘盤监監确確码碼种種积積称稱税稅竞競笔筆类類紧緊纪紀约約级級线線练練组組细細织織终終经經结結给給络絡绝絕统統继繼续續维維综綜编編缩縮网網职職联聯脑腦脸臉艺藝节節药藥营營获獲虽雖观觀规規视視览覽觉覺订訂记記讲講访訪译譯货貨质質购購贵貴费費资資赔賠赶趕跃躍转轉轮輪软軟较較输輸辆輛农農决決况況准準减減务務动動劳勞华華协協单單压壓厂廠历歷参參双雙变變号號叶葉听聽员員响響团團围圍图圖圆圓场場块塊坏壞备備头頭奖獎妈媽学學宝寶实實审審宽寬寻尋导導将將层層岁歲师師带帶帮幫归歸当當录錄应應总總态態户戶护護报報担擔据據损損换換摆擺数數断斷无無旧舊显顯满滿灭滅灯燈爷爺状狀离離穷窮';

const simplified = new Set([...pairs].filter((_, index) => index % 2 === 0));
const traditional = new Set([...pairs].filter((_, index) => index % 2 === 1));

/** Whether a Chinese text is not written the other way, simplified (`Hans`) or traditional (`Hant`). */
export function isChineseOf(text: string, script: 'Hans' | 'Hant'): boolean {
  const count = (signs: ReadonlySet<string>) => [...text].filter((sign) => signs.has(sign)).length;
  const difference = count(simplified) - count(traditional);
  return script === 'Hans' ? difference >= 0 : difference <= 0;
}
