/** Words that mean the same, as people write them on envelopes and letterheads. Keys are words as `wordsOf` gives them. */

const table = (lines: string): ReadonlyMap<string, string> =>
  new Map(
    lines
      .trim()
      .split(/\s*;\s*/)
      .flatMap((line) => {
        const [main = '', ...others] = line.split(/\s+/)
        return [main, ...others].map((word): [string, string] => [word, main])
      }),
  )

/** Kinds of streets: the commonest of USPS Publication 28, appendix C1, each first in its official abbreviation. */
export const STREET_KINDS = table(`
  st street str steet; ave avenue av aven avenu; rd road; dr drive drv; blvd boulevard boul blv; ln lane; ct court crt;
  pl place; ter terrace terr tr; pkwy parkway pkway pky; cir circle circ; hwy highway; sq square; trl trail; way; plz plaza;
  aly alley; xing crossing; expy expressway; loop; row; walk; brg bridge; cres crescent; mews; turnpike tpke`)

export const DIRECTIONS = table(`
  n north no; s south so; e east; w west; ne northeast; nw northwest; se southeast; sw southwest`)

/** Parts of a building: what follows them is a unit and not a street. */
export const UNITS: ReadonlySet<string> = new Set(
  'apt apartment ste suite unit room rm fl floor flr bldg building lot spc trlr dept po box'.split(' '),
)

export const ORDINALS = table(`
  1 first 1st; 2 second 2nd; 3 third 3rd; 4 fourth 4th; 5 fifth 5th; 6 sixth 6th; 7 seventh 7th; 8 eighth 8th;
  9 ninth 9th; 10 tenth 10th`)

/** Forms of companies and words that say nothing of which one it is. */
export const COMPANY_FILLER: ReadonlySet<string> = new Set(
  `inc incorporated llc llp lp corp corporation co company ltd limited plc gmbh ag sa srl bv nv kg pty pllc pc oy ab as
  the of and for at in a an de del la el y und`.split(/\s+/),
)

export const COMPANY_WORDS = table(`
  assn association assoc associates; center ctr cntr centre cen centers; academy acad acdy; school sch schl schools;
  elementary elem element; university univ; college coll; international intl; national natl nat; department dept;
  community comm comty cmty; manufacturing mfg; brothers bros; service svc svcs serv services; development dev devel;
  management mgmt mgt; institute inst; hospital hosp; church ch; saint st; mount mt; fort ft; system sys systems;
  technology tech technologies; industry ind industries; group grp; house hse; child children childrens childs;
  learning lrng; early erly; education ed educ educational; day daycare; nursery nurs; kindergarten kinder;
  north n; south s; east e; west w; first 1st; second 2nd; third 3rd; junior jr; senior sr; society soc; square sq;
  council; american amer; bank bk; insurance ins; construction constr; enterprise ent enterprises; partner partners;
  product products prod; solution solutions; 1 i; 2 ii; 3 iii; 4 iv; 5 v; 6 vi; 7 vii`)

/** Given names and the short forms that people go by, each group under one name. */
export const GIVEN_NAMES = table(`
  robert bob bobby rob robbie bert; william bill billy will willie liam; james jim jimmy jamie; john johnny jack jon;
  joseph joe joey; thomas tom tommy; michael mike mick mickey; richard rick dick rich ricky; charles charlie chuck;
  edward ed eddie ted ned; christopher chris kit; daniel dan danny; matthew matt; anthony tony; andrew andy drew;
  david dave davy; steven stephen steve; kenneth ken kenny; gregory greg; lawrence larry laurence; samuel sam sammy;
  benjamin ben benny; alexander alex sandy; nicholas nick nicolas; patrick pat paddy; peter pete; philip phil phillip;
  ronald ron ronnie; donald don donnie; timothy tim; frederick fred freddie; raymond ray; leonard len lenny; walter walt;
  nathan nathaniel nate; jonathan; joshua josh; jeffrey jeff geoffrey; gerald jerry gerry; eugene gene; douglas doug;
  elizabeth liz beth betty lizzie eliza betsy; margaret maggie meg peggy marge; katherine catherine kate kathy katie cathy
  kathryn katharine; jennifer jenny jen; jessica jess jessie; susan sue susie suzanne; patricia patty trish tricia;
  barbara barb; deborah debra debbie deb; rebecca becky becca; victoria vicky vicki tori; christina christine tina chrissy;
  samantha; alexandra; dorothy dot dottie; judith judy; pamela pam; sandra; cynthia cindy; theresa teresa terry tess;
  abigail abby gail; amanda mandy; angela angie; anna; anne ann annie; mary; maria marie; helen; ellen; karen; laura; linda;
  julia; julie; martha; rachel; sarah sara; emily; emma; nancy; olivia; sophia sofia; george; henry harry; frank; paul; mark;
  luke; eric; erik; brian; bryan; kevin; kyle; ryan; adam; aaron; justin; jose; juan; luis; carlos; jesus; antonio; rosa`)
/** Said before or after a name, and no part of it. */
export const TITLES: ReadonlySet<string> = new Set(
  'mr mrs ms miss dr prof sir rev fr sr sra herr frau phd md esq'.split(' '),
)

/** Which of two with one name it is. */
export const GENERATIONS: ReadonlySet<string> = new Set(['jr', 'junior', 'senior', 'ii', 'iii', 'iv'])

/** Houses of mail that millions share: the part after the @ says nothing of who it is. */
export const SHARED_MAIL: ReadonlySet<string> = new Set(
  `gmail.com googlemail.com yahoo.com hotmail.com outlook.com aol.com icloud.com live.com msn.com comcast.net sbcglobal.net
  att.net verizon.net me.com mac.com proton.me protonmail.com gmx.com gmx.de gmx.net web.de mail.com`.split(/\s+/),
)
